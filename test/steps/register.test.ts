import { expect, test } from "vitest";
import * as given from "../support/given.ts";

test("two requests for one code at the same moment: one registers, the other is refused, one event is kept", async () => {
  const ana = given.someone();
  const certificationId = await given.certification("acp");
  const code = await given.authorizationCode(certificationId, ana);

  const answers = await Promise.all([
    given.registering(code, certificationId, ana),
    given.registering(code, certificationId, ana),
  ]);

  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  expect(await given.history("authorization-code", code)).toHaveLength(2);
});
