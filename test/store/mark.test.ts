import { expect, test } from "vitest";
import * as z from "zod";
import { digest } from "../../shared/store/core/digest.ts";
import { appointments } from "../../shared/store/exam/appointments.ts";
import { enrolments } from "../../shared/store/exam/enrolments.ts";

test.each([appointments, enrolments])(
  "The mark of a kind that is written unread is its schema's own: $kind",
  (each) => {
    const schema = z.toJSONSchema(each.schema, { io: "input", unrepresentable: "any" });

    expect(each.mark).toBe(digest(JSON.stringify(schema)).slice(0, 8));
  },
);
