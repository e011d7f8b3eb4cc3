import { contextDefaults } from "@/types/api";
import type { ContextDefaults } from "@/types/chat";

/** Wishes of an agent or a user; the database checks them as they are written. */
export const contextDefaultsRow = contextDefaults.transform((wishes) => wishes);
