// @ts-check
/** @type {import('next').NextConfig} */
const nextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  typedRoutes: true,
  distDir: process.env.THROUGHLINE_DIST_DIR || ".next",
  serverExternalPackages: ["js-tiktoken", "groq-sdk", "pino", "ws"],
  turbopack: { root: __dirname },
};
module.exports = nextConfig;
