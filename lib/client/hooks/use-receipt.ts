"use client";

import { useCallback, useEffect, useState } from "react";
import type { ReceiptAnswer } from "@/types/api";
import type { TurnId } from "@/types/ids";
import { toFailure, type ApiFailure } from "../api-failure";
import { useWorkspace } from "./workspace-context";

export type ReceiptView = {
  answer: ReceiptAnswer | null;
  failure: ApiFailure | null;
  reload: () => void;
};

type Read = { turnId: TurnId; answer: ReceiptAnswer | null; failure: ApiFailure | null };

/** The receipt of one turn's reply, read anew each time: what it names may have been deleted since. */
export function useReceipt(turnId: TurnId): ReceiptView {
  const { api } = useWorkspace();
  const [read, setRead] = useState<Read | null>(null);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let current = true;
    const tell = (told: Omit<Read, "turnId">) => current && setRead({ turnId, ...told });
    api.receipt(turnId).then(
      (answer) => tell({ answer, failure: null }),
      (thrown: unknown) => tell({ answer: null, failure: toFailure(thrown) }),
    );
    return () => {
      current = false;
    };
  }, [api, turnId, tries]);
  const reload = useCallback(() => {
    setRead(null);
    setTries((before) => before + 1);
  }, []);
  const mine = read?.turnId === turnId ? read : null;
  return { answer: mine?.answer ?? null, failure: mine?.failure ?? null, reload };
}
