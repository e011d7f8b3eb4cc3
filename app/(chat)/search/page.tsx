import type { Metadata } from "next";
import { SearchScreen } from "@/components/search/search-screen";

export const metadata: Metadata = { title: "Search · Throughline" };

export default function SearchPage() {
  return <SearchScreen />;
}
