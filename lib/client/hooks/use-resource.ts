"use client";

import { useEffect } from "react";
import { useStore } from "zustand/react";
import type { Resource, ResourceState } from "../stores/resource";

export type ResourceView<T> = ResourceState<T> & { reload: () => Promise<void> };

/** Something that is read whole when it is first needed. */
export function useResource<T>(resource: Resource<T>): ResourceView<T> {
  useEffect(() => resource.need(), [resource]);
  return { ...useStore(resource.store), reload: resource.reload };
}
