"use client";

import { useState, useSyncExternalStore } from "react";
import { toFailure, type ApiFailure } from "../api-failure";
import { forgetGuestToken, guestToken } from "../guest-offer";
import { useProfile } from "./use-profile";
import { useWorkspace } from "./workspace-context";

export type GuestOffer = {
  /** A guest session was left for this account and its conversations can still be brought along. */
  offered: boolean;
  busy: boolean;
  failure: ApiFailure | null;
  /** Resolves with how many conversations came along; throws ApiFailure. */
  bring: () => Promise<number>;
  dismiss: () => void;
};

const never = () => () => undefined;

export function useGuestOffer(): GuestOffer {
  const { api, list } = useWorkspace();
  const { profile } = useProfile();
  const token = useSyncExternalStore(never, guestToken, () => null);
  const [state, setState] = useState<{ busy: boolean; done: boolean; failure: ApiFailure | null }>({
    busy: false,
    done: false,
    failure: null,
  });

  async function bring(): Promise<number> {
    setState({ busy: true, done: false, failure: null });
    try {
      const { conversations } = await api.adopt(token ?? "");
      forgetGuestToken();
      setState({ busy: false, done: true, failure: null });
      await list.refresh();
      return conversations;
    } catch (thrown) {
      setState({ busy: false, done: false, failure: toFailure(thrown) });
      throw toFailure(thrown);
    }
  }

  function dismiss(): void {
    forgetGuestToken();
    setState({ busy: false, done: true, failure: null });
  }

  const offered = token !== null && !profile.isGuest && !state.done;
  return { offered, busy: state.busy, failure: state.failure, bring, dismiss };
}
