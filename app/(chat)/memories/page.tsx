import type { Metadata } from "next";
import { MemoriesScreen } from "@/components/memory/memories-screen";

export const metadata: Metadata = { title: "Memories · Throughline" };

export default function MemoriesPage() {
  return <MemoriesScreen />;
}
