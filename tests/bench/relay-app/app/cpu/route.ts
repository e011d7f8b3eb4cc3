/** Microseconds of processor time that this server has used so far. */
export function GET(): Response {
  const { user, system } = process.cpuUsage();
  return Response.json({ us: user + system });
}

export const dynamic = "force-dynamic";
