"use client";

import { useRouter } from "next/navigation";
import { useCallback } from "react";
import type { DeletionReceipt } from "@/types/memory";
import { receiptAddress } from "./memory-address";

/** Opens the page of memories at a deletion receipt. */
export function useOpenReceipt(): (receipt: Pick<DeletionReceipt, "id">) => void {
  const router = useRouter();
  return useCallback(
    (receipt) => {
      const address = receiptAddress(receipt);
      if (window.location.pathname !== "/memories") {
        router.push(address);
        return;
      }
      window.history.replaceState(null, "", address);
      // A changed address that the browser did not follow itself: the page that is there is told.
      window.dispatchEvent(new HashChangeEvent("hashchange"));
    },
    [router],
  );
}
