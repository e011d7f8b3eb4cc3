import { nothingHere } from "@/lib/server/http/nothing-here";
import { publicRoute } from "@/lib/server/http/route";

const nothing = publicRoute(() => Promise.reject(nothingHere()));

export { nothing as DELETE, nothing as GET, nothing as PATCH, nothing as POST, nothing as PUT };
