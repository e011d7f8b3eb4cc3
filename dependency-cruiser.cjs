/** Each layer may import itself plus the layers listed for it; everything else is an error. See docs/architecture.md. */
const layer = (name, from, allowed) => ({
  name,
  severity: "error",
  from: { path: from },
  to: { path: "^(app|components|lib|types|tests|supabase|scripts)/", pathNot: [from, ...allowed] },
});

module.exports = {
  forbidden: [
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    { name: "no-unresolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
    layer("types-are-leaves", "^types/", []),
    layer("domain-is-pure", "^lib/domain/", ["^types/"]),
    layer("ports-see-domain", "^lib/ports/", ["^lib/domain/", "^types/"]),
    layer("services-see-ports", "^lib/services/", ["^lib/(ports|domain)/", "^types/"]),
    layer("adapters-fit-ports", "^lib/adapters/", ["^lib/(ports|domain)/", "^types/"]),
    layer("server-composes", "^lib/server/", ["^lib/(services|adapters|ports|domain)/", "^types/"]),
    layer("client-stays-client", "^lib/client/", ["^lib/domain/", "^types/"]),
    layer("components-are-client", "^components/", ["^lib/(client|domain)/", "^types/"]),
    layer("api-uses-server", "^app/api/", ["^lib/(server|services)/", "^types/"]),
    layer("pages-use-server-and-components", "^app/(?!api/)", ["^lib/server/", "^components/", "^types/"]),
    layer("embedded-stack-stands-alone", "^supabase/local/", []),
    {
      name: "core-uses-no-packages",
      severity: "error",
      from: { path: "^lib/(domain|ports|services)/" },
      to: { dependencyTypes: ["npm", "npm-dev", "core"] },
    },
    {
      name: "service-role-stays-in-five-files",
      comment:
        "Only turn-writer, context-writer, memory-writer, vector-writer, account-writer and maintenance may hold the client that bypasses RLS.",
      severity: "error",
      from: {
        pathNot:
          "^lib/adapters/supabase/(turn-writer|context-writer|memory-writer|vector-writer|account-writer|maintenance)\\.ts$|^lib/server/services\\.ts$",
      },
      to: { path: "^lib/adapters/supabase/service-client\\.ts$" },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(\\.next|\\.build)" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
    },
  },
};
