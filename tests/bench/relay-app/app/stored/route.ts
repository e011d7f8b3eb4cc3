/** The product's own route. */
export { POST } from "@/app/api/chat/route";
