import { AppError } from "@/lib/domain/errors";

/** What an address answers under which nothing lives. */
export function nothingHere(): AppError {
  return new AppError("not_found", "There is nothing under this address.");
}

/** False for paths that no handler could read, such as /c/%E0%A4%A. */
export function isReadablePath(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
