import { cleanup } from "@testing-library/react";
import { afterEach, beforeEach, expect, vi } from "vitest";

beforeEach(() => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});

// React and the browser report defects here and nowhere else. A test that expects one says so and clears the mock.
afterEach(() => {
  cleanup();
  const errors = [...vi.mocked(console.error).mock.calls];
  vi.restoreAllMocks();
  localStorage.clear();
  sessionStorage.clear();
  expect(errors, "unexpected console.error").toEqual([]);
});
