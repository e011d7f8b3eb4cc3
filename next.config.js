// @ts-check
/** @type {import('next').NextConfig} */
const nextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  typedRoutes: true,
  distDir: process.env.THROUGHLINE_DIST_DIR || ".next",
  serverExternalPackages: ["js-tiktoken", "groq-sdk", "pino", "ws"],
  turbopack: { root: import.meta.dirname },
  // `npm test` checks the types of the whole project; a start need not do it again.
  typescript: { ignoreBuildErrors: true },
};
export default nextConfig;
