import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pruneBroadcasts } from "@/supabase/local/maintenance";
import { backends } from "@/tests/support/backends";
import { FIXTURES, startTestStack, type TestStack } from "@/tests/support/stack";

for (const { name, postgres } of await backends()) {
  describe(`pruning broadcasts on ${name}`, () => {
    let own: TestStack;
    beforeAll(async () => {
      own = await startTestStack({ postgres, migrations: FIXTURES });
    });
    afterAll(() => own.stop());

    it("removes those older than an hour and leaves the others", async () => {
      const { database } = own.stack;
      await database.query(
        `insert into realtime.messages (topic, event, payload, private, extension, inserted_at) values
           ('room', 'old', '{}', true, 'broadcast', now() - interval '61 minutes'),
           ('room', 'young', '{}', true, 'broadcast', now() - interval '59 minutes'),
           ('room', 'new', '{}', true, 'broadcast', now())`,
      );
      await pruneBroadcasts(database);
      const left = await database.query("select event from realtime.messages order by inserted_at");
      expect(left.map((row) => row["event"])).toEqual(["young", "new"]);
    });
  });
}
