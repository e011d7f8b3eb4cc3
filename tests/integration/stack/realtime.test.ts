import type { RealtimeChannel } from "@supabase/supabase-js";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { WebSocket } from "ws";
import { backends } from "@/tests/support/backends";
import { FIXTURES, PASSWORD, startTestStack, type Account, type TestStack } from "@/tests/support/stack";
import { listenTo } from "@/tests/support/supabase-channel";

const SOON = { timeout: 10_000, interval: 10 };

for (const { name, postgres } of await backends()) {
  describe(`Realtime on ${name}`, () => {
    let own: TestStack;
    let ada: Account;
    let bob: Account;

    beforeAll(async () => {
      own = await startTestStack({ postgres, migrations: FIXTURES });
      ada = await own.account();
      bob = await own.account();
    });
    afterAll(() => own.stop());

    async function write(account: Account, bodies: string[]): Promise<void> {
      for (const body of bodies) {
        const { error } = await account.client.from("notes").insert({ body });
        if (error !== null) throw error;
      }
    }

    it.each(["1.0.0", "2.0.0"] as const)(
      "delivers in order to every device of a user, protocol %s",
      async (vsn) => {
        const carol = await own.account({ vsn });
        const tablet = own.anon({ vsn });
        await tablet.auth.signInWithPassword({ email: carol.email, password: PASSWORD });
        const first = await listenTo(carol.client, `user:${carol.id}`);
        const second = await listenTo(tablet, `user:${carol.id}`);
        expect([first.outcome.status, second.outcome.status]).toEqual(["SUBSCRIBED", "SUBSCRIBED"]);
        const bodies = Array.from({ length: 60 }, (_, n) => `note ${n} é✓`);
        const { error } = await carol.client
          .from("notes")
          .insert(bodies.slice(0, 30).map((body) => ({ body })));
        expect(error).toBeNull();
        await write(carol, bodies.slice(30));
        for (const listener of [first, second]) {
          await vi.waitFor(() => expect(listener.heard).toHaveLength(60), SOON);
          expect(listener.heard.map((message) => message.payload["body"])).toEqual(bodies);
          expect(listener.heard[0]?.event).toBe("note");
          expect(listener.heard[0]?.payload["id"]).toMatch(/^[0-9a-f-]{36}$/);
        }
        await carol.client.removeAllChannels();
        await tablet.removeAllChannels();
      },
    );

    it("refuses a topic whose policy says no, and delivers nothing of it", async () => {
      const spy = await listenTo(bob.client, `user:${ada.id}`);
      expect(spy.outcome.status).toBe("CHANNEL_ERROR");
      expect(spy.outcome.reason).toContain("do not have permissions to read");
      const stranger = await listenTo(own.anon(), `user:${ada.id}`);
      expect(stranger.outcome.status).toBe("CHANNEL_ERROR");
      const mine = await listenTo(ada.client, `user:${ada.id}`);
      await write(ada, ["for ada alone"]);
      await vi.waitFor(() => expect(mine.heard).toHaveLength(1), SOON);
      expect(spy.heard).toEqual([]);
      expect(stranger.heard).toEqual([]);
      await bob.client.removeAllChannels();
      await ada.client.removeAllChannels();
    });

    it("refuses public channels, presence and postgres_changes by name", async () => {
      const open = await listenTo(ada.client, `user:${ada.id}`, { private: false });
      expect(open.outcome.reason).toContain("PrivateOnly");
      await ada.client.removeAllChannels();
      const presence = ada.client.channel(`user:${ada.id}`, {
        config: { private: true, presence: { key: "ada", enabled: true } },
      });
      expect(await reasonOf(presence)).toContain("PresenceRefused");
      await ada.client.removeAllChannels();
      const changes = ada.client
        .channel(`user:${ada.id}`, { config: { private: true } })
        .on("postgres_changes", { event: "*", schema: "public", table: "notes" }, () => undefined);
      expect(await reasonOf(changes)).toContain("PostgresChangesRefused");
      await ada.client.removeAllChannels();
    });

    it.each(["1.0.0", "2.0.0"] as const)("refuses broadcasts from clients, protocol %s", async (vsn) => {
      const dora = await own.account({ vsn });
      const loud = dora.client.channel(`user:${dora.id}`, {
        config: { private: true, broadcast: { ack: true, self: true } },
      });
      const heard: unknown[] = [];
      loud.on("broadcast", { event: "*" }, (message) => heard.push(message));
      await dora.client.realtime.setAuth();
      await new Promise<void>((resolve) =>
        loud.subscribe((status) => status.startsWith("SUBSCRIBED") && resolve()),
      );
      expect(await loud.send({ type: "broadcast", event: "note", payload: { forged: true } })).toBe("error");
      await write(dora, ["real"]);
      await vi.waitFor(() => expect(heard).toHaveLength(1), SOON);
      expect(heard[0]).toMatchObject({ payload: { body: "real" } });
      await dora.client.removeAllChannels();
    });

    it("refuses broadcasts over HTTP", async () => {
      const answer = await fetch(`${own.url}/realtime/v1/api/broadcast`, {
        method: "POST",
        headers: { apikey: own.secrets.SUPABASE_SECRET_KEY, "content-type": "application/json" },
        body: JSON.stringify({ messages: [] }),
      });
      expect(answer.status).toBe(403);
    });

    it("keeps a channel through a token refresh and takes up again after a reconnect", async () => {
      const sockets: WebSocket[] = [];
      const erin = await own.account({ onSocket: (socket) => sockets.push(socket) });
      const listener = await listenTo(erin.client, `user:${erin.id}`);
      await erin.client.auth.refreshSession();
      await erin.client.realtime.setAuth();
      await write(erin, ["after the refresh"]);
      await vi.waitFor(() => expect(listener.heard).toHaveLength(1), SOON);

      // A lost connection, as after sleep: realtime-js returns by itself and rejoins.
      sockets.at(-1)?.terminate();
      await vi.waitFor(() => expect(sockets).toHaveLength(2), SOON);
      await vi.waitFor(() => expect(listener.channel.state).toBe("joined"), SOON);
      await write(erin, ["after the reconnect"]);
      await vi.waitFor(
        () => expect(listener.heard.at(-1)?.payload["body"]).toBe("after the reconnect"),
        SOON,
      );
      await erin.client.removeAllChannels();
    });

    it("closes a channel whose fresh token may not read it", async () => {
      const frank = await own.account();
      const listener = await listenTo(frank.client, `user:${frank.id}`);
      const { data } = await bob.client.auth.getSession();
      await frank.client.realtime.setAuth(data.session?.access_token ?? "");
      await vi.waitFor(() => expect(listener.channel.state).toBe("closed"), SOON);
      expect(listener.system.join()).toContain("do not have permissions to read");
    });

    it("cuts off a closed account at once, and lets it in no more", async () => {
      const grace = await own.account();
      const listener = await listenTo(grace.client, `user:${grace.id}`);
      expect(listener.outcome.status).toBe("SUBSCRIBED");
      const { error } = await own.service().auth.admin.deleteUser(grace.id);
      expect(error).toBeNull();
      await vi.waitFor(() => expect(listener.channel.state).toBe("closed"), SOON);
      expect(listener.system).toContain("This account was closed");
      const again = await listenTo(grace.client, `user:${grace.id}`);
      expect(again.outcome.status).toBe("CHANNEL_ERROR");
      await grace.client.removeAllChannels();
    });

    it("opens only for known keys, hosts and origins", async () => {
      const key = own.secrets.NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY;
      expect(await openingOf(`apikey=${key}`, {})).toBe(101);
      expect(await openingOf(`apikey=${key}`, { origin: "http://localhost:3000" })).toBe(101);
      expect(await openingOf(`apikey=${key}`, { origin: "https://evil.example" })).toBe(403);
      expect(await openingOf(`apikey=${key}`, { host: "rebound.example" })).toBe(403);
      expect(await openingOf("apikey=sb_publishable_wrong", {})).toBe(401);
    });

    function openingOf(query: string, headers: Record<string, string>): Promise<number> {
      const socket = new WebSocket(`${own.url}/realtime/v1/websocket?${query}&vsn=2.0.0`, { headers });
      return new Promise((resolve) => {
        socket.on("error", () => undefined);
        socket.on("open", () => {
          socket.terminate();
          resolve(101);
        });
        socket.on("unexpected-response", (_request, response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
        });
      });
    }

    it("drops a connection that floods it or sends no frames", async () => {
      const key = own.secrets.NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY;
      const url = `${own.url}/realtime/v1/websocket?apikey=${key}&vsn=2.0.0`;
      const heartbeat = JSON.stringify([null, "1", "phoenix", "heartbeat", {}]);
      expect(
        await closeCode(
          url,
          Array.from({ length: 400 }, () => heartbeat),
        ),
      ).toBe(1008);
      expect(await closeCode(url, ["not a frame"])).toBe(1003);
      expect(await closeCode(url, ["x".repeat(100_000)])).toBe(1009);
    });

    it("limits the channels and the joins of one connection", async () => {
      const few = await startTestStack({ migrations: FIXTURES, realtimeLimits: { channels: 1 } });
      try {
        const hal = await few.account();
        expect((await listenTo(hal.client, `user:${hal.id}`)).outcome.status).toBe("SUBSCRIBED");
        const second = await listenTo(hal.client, `conversation:${hal.id}`);
        expect(second.outcome.reason).toContain("Too many channels");
        await hal.client.removeAllChannels();
      } finally {
        await few.stop();
      }
      const slow = await startTestStack({
        migrations: FIXTURES,
        realtimeLimits: { joinBurst: 1, joinsPerSecond: 0 },
      });
      try {
        const ivy = await slow.account();
        expect((await listenTo(ivy.client, "one")).outcome.reason).toContain("do not have permissions");
        expect((await listenTo(ivy.client, "two")).outcome.reason).toContain("Too many joins per second");
        await ivy.client.removeAllChannels();
      } finally {
        await slow.stop();
      }
    });
  });
}

function reasonOf(channel: RealtimeChannel): Promise<string> {
  return new Promise((resolve) => {
    channel.subscribe((status, error) => !status.startsWith("CLOSED") && resolve(error?.message ?? status));
  });
}

function closeCode(url: string, messages: string[]): Promise<number> {
  const socket = new WebSocket(url);
  return new Promise((resolve) => {
    socket.on("error", () => undefined);
    socket.on("close", resolve);
    socket.on("open", () => {
      for (const message of messages) socket.send(message);
    });
  });
}
