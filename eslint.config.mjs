import next from "eslint-config-next";
import nextTs from "eslint-config-next/typescript";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

const TYPESCRIPT = ["**/*.ts", "**/*.tsx", "**/*.mts"];

export default defineConfig(
  { ignores: [".next/**", ".build/**", ".data/**", "types/database.ts", "next-env.d.ts", "**/*.cjs"] },
  ...next,
  ...nextTs,
  ...tseslint.configs.strictTypeChecked.map((config) => ({ ...config, files: TYPESCRIPT })),
  {
    files: TYPESCRIPT,
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "max-lines": ["error", 250],
      "max-lines-per-function": ["error", { max: 60, skipBlankLines: true }],
      complexity: ["error", 10],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/consistent-type-definitions": ["error", "type"],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
    },
  },
  {
    files: ["lib/domain/**"],
    rules: {
      "no-restricted-globals": ["error", "process", "fetch", "crypto", "window"],
      "no-restricted-properties": [
        "error",
        { object: "Date", property: "now" },
        { object: "Math", property: "random" },
      ],
    },
  },
  {
    files: ["app/**/route.ts"],
    rules: { "max-lines": ["error", 40], "max-lines-per-function": ["error", { max: 30 }] },
  },
  {
    // Server Actions are a door that we do not keep: everything goes through app/api.
    files: ["app/**", "components/**", "lib/**"],
    rules: {
      "no-restricted-syntax": [
        "error",
        { selector: "ExpressionStatement[directive='use server']", message: "No Server Actions." },
      ],
    },
  },
  {
    files: ["tests/**"],
    rules: { "max-lines": ["error", 400], "max-lines-per-function": "off", complexity: ["error", 15] },
  },
);
