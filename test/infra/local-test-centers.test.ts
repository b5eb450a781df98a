import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { instantAt } from "../../infra/sandbox/test-centers/centers.ts";
import { barring, knowing, Sandbox, said } from "../support/sandbox.ts";

const day = 86_400_000;
const code = "ACTC-WHZ4-382N-N6E4-H2YY-N";
const booking = { eligibilityCode: code, exam: "written", place: "LIS-01", time: "09:00" };
const paid = { name: "Mei", email: "mei@example.org", examCode: "EXC-1", place: "online", time: "09:00" };

let sandbox: Sandbox;

/** The date so many days from now. */
const ahead = (days: number) => new Date(sandbox.clock.now() + days * day).toISOString().slice(0, 10);
const book = (more: object = {}) => sandbox.post("/prometric/bookings", { ...booking, date: ahead(10), ...more });
const act = (id: string, action: string, body: object = {}) => sandbox.post(`/bookings/${id}/${action}`, body);
const reports = () => sandbox.got.filter(({ method }) => method === "POST");

beforeEach(async () => {
  sandbox = new Sandbox();
  await sandbox.open();
  sandbox.reply = knowing();
});

afterEach(async () => {
  await sandbox.close();
  sandbox.remove();
});

describe("at the first test centre", () => {
  test("a booking asks the programme first and reports itself, both signed with the secrets in use", async () => {
    sandbox.secrets.rotate("prometric");
    const booked = await book({ eligibilityCode: "actc whz4 382n n6e4 h2yy n" });

    expect(booked).toMatchObject({ http: 201, status: "booked", name: "Ana Sá", eligibilityCode: code });
    const [asked, told] = sandbox.got;
    expect(asked).toMatchObject({ method: "GET", signed: true });
    expect(told).toMatchObject({ method: "POST", path: "/v1/webhooks/prometric", signed: true });
    expect(told?.body).toEqual({
      type: "appointment.booked",
      occurredAt: expect.any(String),
      data: {
        confirmationNumber: expect.stringMatching(/^885\d{7}$/),
        eligibilityCode: code,
        exam: "written",
        seriesCode: "ACP-CC-1",
        startsAt: booked.startsAt,
        testCenter: { id: "LIS-01", name: "Lisboa Centro", city: "Lisboa", country: "PT", timeZone: "Europe/Lisbon" },
      },
    });
    expect(booked.messages).toMatchObject([{ deliveries: [{ status: 200, said: "applied" }] }]);
  });

  test.each([
    [said(404, { detail: "no" }), 404, "eligibilityCode"],
    [said(422, { detail: "no", errors: [{ detail: "is mistyped" }] }), 422, "eligibilityCode"],
    [said(200, barring("eligibility-code-expired")), 409, "eligibilityCode"],
    [said(200, barring("exam-locked")), 409, "exam"],
    [said(200, barring("a-new-reason")), 409, "exam"],
    [said(503, { detail: "busy" }), 502, undefined],
  ])("what the programme does not let book is not booked, and the field is named (%#)", async (answer, http, field) => {
    sandbox.reply = () => answer;
    const refused = await book();

    expect([refused.http, refused.errors[0]?.pointer]).toEqual([http, field && `/${field}`]);
    expect(reports()).toEqual([]);
  });

  test.each(["", "   ", "ACTC/../x", "ACTC%2f", "ACTC?exam=lab", "<b>", "код", "A".repeat(65)])(
    "what cannot be a code is not asked about: %j",
    async (eligibilityCode) => {
      expect(await book({ eligibilityCode })).toMatchObject({ http: 422, errors: [{ pointer: "/eligibilityCode" }] });
      expect(sandbox.got).toEqual([]);
    },
  );

  test.each([
    [{ place: "nowhere" }, "place"],
    [{ place: undefined }, "place"],
    [{ date: undefined }, "date"],
    [{ date: "2027-02-30" }, "date"],
    [{ date: "2020-01-01" }, "date"],
    [{ date: "9999-12-31" }, "date"],
    [{ time: "25:00" }, "time"],
    [{ exam: "online" }, "exam"],
    [{ send: "someday" }, "send"],
    [{ date: undefined, time: undefined, startsAt: "tomorrow" }, "startsAt"],
  ])("an appointment that cannot be is refused at its field: %j", async (more, field) => {
    expect(await book(more)).toMatchObject({ http: 422, errors: [{ pointer: `/${field}` }] });
    expect(reports()).toEqual([]);
  });

  test("nothing is booked or moved beyond the end of the eligibility code (R11)", async () => {
    sandbox.reply = knowing({ bookBefore: new Date(sandbox.clock.now() + 20 * day).toISOString() });
    expect(await book({ date: ahead(21) })).toMatchObject({ http: 422, errors: [{ pointer: "/date" }] });
    const { bookingId } = await book();
    expect(await act(bookingId, "move", { date: ahead(21), time: "09:00" })).toMatchObject({ http: 422 });
  });

  test("two bookings at once with one code are one booking and one refusal", async () => {
    const answers = await Promise.all([book(), book()]);
    expect(answers.map(({ http }) => http).sort()).toEqual([201, 409]);
    expect(sandbox.types()).toEqual(["appointment.booked"]);
  });

  test("moving gives a new number that names the former one, and keeps what is not said", async () => {
    const { bookingId, confirmationNumbers, startsAt } = await book();
    const moved = await act(bookingId, "move", { place: "TYO-01", date: ahead(12), time: "14:00" });
    const elsewhere = await act(bookingId, "move", { place: "SYD-01" });

    const [first = "", second = "", third = ""] = elsewhere.confirmationNumbers;
    expect([first]).toEqual(confirmationNumbers);
    expect(new Set([first, second, third]).size).toBe(3);
    expect(moved.startsAt).toBe(`${ahead(12)}T05:00:00.000Z`);
    expect(elsewhere.startsAt).toBe(moved.startsAt);
    expect(startsAt).not.toBe(moved.startsAt);
    expect(reports().map(({ body }) => [body?.data.previousConfirmationNumber, body?.data.confirmationNumber])).toEqual(
      [
        [undefined, first],
        [first, second],
        [second, third],
      ],
    );
    expect(await act(bookingId, "move")).toMatchObject({ http: 422, errors: [{ pointer: "/date" }] });
  });

  test("a cancelled booking is neither moved, sat, missed nor cancelled again, and the code books again", async () => {
    const { bookingId } = await book();
    expect(await act(bookingId, "cancel")).toMatchObject({ http: 200, status: "cancelled" });
    for (const action of ["move", "cancel", "sit", "no-show"]) {
      const body = { move: { date: ahead(3), time: "09:00" }, sit: { outcome: "pass" } }[action] ?? {};
      expect(await act(bookingId, action, body)).toMatchObject({ http: 409, code: "booking-closed" });
    }
    expect(await act(bookingId, "correct", { outcome: "fail", reason: "x" })).toMatchObject({
      http: 409,
      code: "no-result",
    });
    expect(sandbox.types()).toEqual(["appointment.booked", "appointment.cancelled"]);
    expect((await book()).http).toBe(201);
  });

  test("nobody sits before the appointment, unless the clock is moved there; afterwards nothing is moved", async () => {
    const { bookingId, startsAt } = await book();
    const early = await act(bookingId, "sit", { outcome: "pass" });
    expect(early).toMatchObject({ http: 409, code: "appointment-not-begun", errors: [{ pointer: "/moveClock" }] });

    const missed = await act(bookingId, "no-show", { moveClock: true, excused: true });

    expect(missed).toMatchObject({ http: 200, status: "excused" });
    expect(sandbox.clock.now()).toBeGreaterThanOrEqual(Date.parse(startsAt));
    expect(reports().at(-1)?.body).toMatchObject({ type: "appointment.no-show", data: { excused: true } });
    const second = await book();
    await sandbox.advance(11 * day);
    expect(await act(second.bookingId, "cancel")).toMatchObject({ http: 409, code: "appointment-has-begun" });
  });

  test("who sits beyond the end of the clock is told so, and the clock stays", async () => {
    await sandbox.advance(Date.parse("2199-12-25T00:00:00Z") - sandbox.clock.now());
    const { bookingId } = await book();
    const refused = await act(bookingId, "sit", { outcome: "pass", moveClock: true });

    expect(refused).toMatchObject({ http: 422, errors: [{ pointer: "/moveClock" }] });
    expect(sandbox.clock.now()).toBeLessThan(Date.parse("2199-12-26T00:00:00Z"));
  });

  test.each([false, true])("of two that sit at once, one has sat (moving the clock: %s)", async (moveClock) => {
    const { bookingId } = await book();
    if (!moveClock) await sandbox.advance(11 * day);
    const body = { outcome: "pass", moveClock };
    const answers = await Promise.all([act(bookingId, "sit", body), act(bookingId, "sit", body)]);
    expect(answers.map(({ http }) => http).sort()).toEqual([200, 409]);
    expect(sandbox.types()).toEqual(["appointment.booked", "result.reported"]);
  });

  test("a result names the valid number, and each correction the one before it", async () => {
    const { bookingId, startsAt } = await book();
    const { confirmationNumbers } = await act(bookingId, "move", { place: "NYC-02" });
    await act(bookingId, "sit", { outcome: "fail", score: 49.5, moveClock: true });
    expect(await act(bookingId, "correct", { outcome: "pass", score: 101, reason: "x" })).toMatchObject({ http: 422 });
    await act(bookingId, "correct", { outcome: "pass", score: 51, reason: "Counted again" });
    const { results } = await act(bookingId, "correct", { outcome: "invalidated", reason: "Somebody else sat" });

    const [result, first, second] = reports()
      .slice(2)
      .map(({ body }) => body?.data);
    expect(result).toMatchObject({
      outcome: "fail",
      score: 49.5,
      maximumScore: 100,
      takenAt: startsAt,
      exam: "written",
    });
    expect(result?.confirmationNumber).toBe(confirmationNumbers.at(-1));
    expect([first?.corrects, second?.corrects]).toEqual([result?.resultId, first?.resultId]);
    expect(results.map(({ outcome }) => outcome)).toEqual(["fail", "pass", "invalidated"]);
  });
});

describe("at the second test centre", () => {
  const bookWithCode = (more: object = {}) =>
    sandbox.post("/pearson-vue/bookings", { ...paid, date: ahead(5), ...more });

  test("a person keeps the candidate id, and each sitting has its own registration id", async () => {
    const first = await bookWithCode();
    const second = await bookWithCode({ examCode: "EXC-2", email: "MEI@example.org", place: "TYO-01" });
    const other = await bookWithCode({ examCode: "EXC-3", email: "lin@example.org" });
    const ids = [first, second, other].map(({ candidateId }) => candidateId);

    expect(ids).toEqual([ids[0], ids[0], expect.not.stringMatching(ids[0] ?? "")]);
    expect(new Set([first, second, other].map(({ registrationId }) => registrationId)).size).toBe(3);
  });

  test("the exam code is looked up, and each report names it with the centre's ids and the exam's series code", async () => {
    const { bookingId, candidateId, registrationId } = await bookWithCode({ examCode: "exc 7f3k" });
    await act(bookingId, "move", { date: ahead(6), time: "11:30" });
    await act(bookingId, "sit", { outcome: "pass", moveClock: true });

    const lookedUp = sandbox.got.filter(({ method }) => method === "GET");
    expect(lookedUp).toMatchObject([{ path: "/v1/test-centers/pearson-vue/eligibility/exc7f3k", signed: true }]);
    const named = { examCode: "EXC-7F3K", candidateId, registrationId, exam: "written", seriesCode: "ACP-CC-1" };
    expect(sandbox.types()).toEqual(["appointment.booked", "appointment.rescheduled", "result.reported"]);
    for (const report of reports()) {
      expect(report).toMatchObject({ path: "/v1/webhooks/pearson-vue", signed: true, body: { data: named } });
    }
    expect(reports().map(({ body }) => body?.data.delivery)).toEqual(["online", "online", "online"]);
  });

  test("who pays oneself names the exam by its series code alone, and nothing is looked up", async () => {
    const { bookingId, candidateId, registrationId } = await bookWithCode({
      examCode: undefined,
      seriesCode: "acp-cc-1",
    });
    await act(bookingId, "sit", { outcome: "pass", moveClock: true });

    expect(reports()).toHaveLength(sandbox.got.length);
    for (const { body } of reports()) {
      expect(body?.data).toMatchObject({ candidateId, registrationId, seriesCode: "ACP-CC-1" });
      expect([body?.data.examCode, body?.data.exam]).toEqual([undefined, undefined]);
    }
  });

  test("who has neither an exam code nor a series code books nothing", async () => {
    expect(await bookWithCode({ examCode: undefined })).toMatchObject({
      http: 422,
      errors: [{ pointer: "/examCode" }],
    });
    expect(sandbox.got).toEqual([]);
  });

  test.each([
    [said(404, { detail: "no" }), 404],
    [said(200, barring("exam-code-used")), 409],
    [said(200, barring("exam-already-booked")), 409],
  ])("an exam code that pays for nothing books nothing (%#)", async (answer, http) => {
    sandbox.reply = () => answer;
    expect(await bookWithCode()).toMatchObject({ http, errors: [{ pointer: "/examCode" }] });
  });

  test.each(["李小龍", "Ольга", "محمد", "न", "A".repeat(200), "O'Brien <b>&amp;</b>"])(
    "a name of any script stays as it was written, in text and on the page: %s",
    async (name) => {
      const { bookingId, name: kept } = await bookWithCode({ name });
      expect(kept).toBe(name);
      const page = await sandbox.page(`/bookings/${bookingId}`);
      expect(page).not.toContain("<b>");
      if (!name.includes("<")) expect(page).toContain(`<bdi>${name}</bdi>`);
    },
  );

  test.each([{ name: "a\u0000b" }, { name: "x".repeat(201) }, { name: "\ud800" }, { email: "mei" }, { extra: "x" }])(
    "what is no name and no address is refused: %j",
    async (more) => {
      expect(await bookWithCode(more)).toMatchObject({ http: 422 });
    },
  );
});

test.each([
  ["that nobody knows", () => said(404, { detail: "Check the id." }), 404, "code-not-found"],
  ["of an exam at a test centre", () => said(200, barring("provider-does-not-hold-exam")), 409, "not-eligible"],
  ["that is passed", () => said(200, barring("exam-passed")), 409, "not-eligible"],
  ["that has expired", () => said(200, barring("registration-expired")), 409, "not-eligible"],
  ["that cannot be asked about", () => said(503, {}), 502, "programme-not-available"],
])("at the academy no exam begins for a registration %s", async (_, reply, http, code) => {
  sandbox.reply = reply;
  const refused = await sandbox.post("/academy/bookings", { registrationId: "reg_1" });

  expect(refused).toMatchObject({ http, code, bookingId: "" });
  expect(reports()).toEqual([]);
});

test("at the academy one sits at once without a booking, with the programme's registration id", async () => {
  sandbox.reply = knowing({ exam: "online" });
  const { bookingId } = await sandbox.post("/academy/bookings", { registrationId: "reg_1" });
  for (const action of ["no-show", "cancel"]) expect(await act(bookingId, action)).toMatchObject({ http: 409 });
  expect(await act(bookingId, "sit", { outcome: "pass" })).toMatchObject({ http: 200, status: "sat" });
  const data = { registrationId: "reg_1", exam: "online", outcome: "pass" };
  expect(reports()).toMatchObject([{ path: "/v1/webhooks/academy", signed: true, body: { data } }]);
});

test("at the academy a time can be booked, moved and cancelled, too", async () => {
  sandbox.reply = knowing({ exam: "online" });
  const when = { date: ahead(3), time: "09:00" };
  const { bookingId } = await sandbox.post("/academy/bookings", { registrationId: "reg_1", place: "online", ...when });
  await act(bookingId, "move", { date: ahead(4), time: "09:00" });
  await act(bookingId, "cancel");

  expect(sandbox.types()).toEqual(["appointment.booked", "appointment.rescheduled", "appointment.cancelled"]);
  expect(reports()[0]?.body?.data).toMatchObject({ registrationId: "reg_1", exam: "online", delivery: "online" });
});

describe("what comes back", () => {
  test("a booking moves back to a number that it had, and to no other one", async () => {
    const { bookingId, confirmationNumbers } = await book();
    const [first = ""] = confirmationNumbers;
    const when = { date: ahead(12), time: "09:00" };
    const moved = await act(bookingId, "move", when);
    const second = moved.confirmationNumbers.at(-1) ?? "";
    for (const confirmationNumber of [second, "8850000000000"]) {
      const refused = await act(bookingId, "move", { ...when, confirmationNumber });
      expect(refused).toMatchObject({ http: 422, errors: [{ pointer: "/confirmationNumber" }] });
    }
    const back = await act(bookingId, "move", { ...when, confirmationNumber: first });

    expect(back.confirmationNumbers).toEqual([first, second, first]);
    const told = reports().at(-1)?.body?.data;
    expect(told).toMatchObject({ confirmationNumber: first, previousConfirmationNumber: second });
    const page = await sandbox.page(`/bookings/${bookingId}`);
    expect(page).toMatch(new RegExp(`Former numbers</dt><dd><code>${second}</code>`));
  });

  test("an absence is excused later, once, and a sitting is not", async () => {
    const { bookingId } = await book();
    expect(await act(bookingId, "excuse")).toMatchObject({ http: 409, code: "not-missed" });
    await act(bookingId, "no-show", { moveClock: true });
    expect(await act(bookingId, "excuse")).toMatchObject({ http: 200, status: "excused" });
    expect(await act(bookingId, "excuse")).toMatchObject({ http: 409, code: "not-missed" });

    expect(
      reports()
        .slice(1)
        .map(({ body }) => [body?.type, body?.data.excused]),
    ).toEqual([
      ["appointment.no-show", false],
      ["appointment.no-show", true],
    ]);
  });

  test("a held result is released, and an incomplete sitting is told as such", async () => {
    const { bookingId } = await book();
    await act(bookingId, "sit", { outcome: "held", moveClock: true });
    const released = await act(bookingId, "correct", { outcome: "pass", score: 71, reason: "Reviewed" });
    expect(released.results.map(({ outcome }) => outcome)).toEqual(["held", "pass"]);
    const second = await book();
    await act(second.bookingId, "sit", { outcome: "incomplete", moveClock: true });

    const outcomes = reports().map(({ body }) => body?.data.outcome);
    expect(outcomes).toEqual([undefined, "held", "pass", undefined, "incomplete"]);
  });
});

describe("a report on its way", () => {
  test("is sent twice under one id", async () => {
    await book({ twice: true });
    const [first, second] = reports();
    expect(reports()).toHaveLength(2);
    expect([second?.id, second?.body]).toEqual([first?.id, first?.body]);
  });

  test("is late by the local clock, tells when it happened, and is signed when it is sent", async () => {
    const { bookingId, messages } = await book({ send: "P2D" });
    expect(reports()).toEqual([]);
    await sandbox.advance(day);
    expect(reports()).toEqual([]);
    await sandbox.advance(30 * day);

    const [late] = reports();
    expect(late).toMatchObject({ signed: true });
    expect(Date.parse(late?.at ?? "") - Date.parse(messages[0]?.dueAt ?? "")).toBeLessThan(1_000);
    expect(Date.parse(late?.at ?? "") - Date.parse(late?.body?.occurredAt ?? "")).toBeGreaterThanOrEqual(2 * day);
    expect((await act(bookingId, "sit", { outcome: "pass" })).http).toBe(200);
  });

  test("is sent when its time has come, though nobody moves the clock", async () => {
    sandbox.start();
    await book({ send: "PT2S" });
    expect(reports()).toEqual([]);
    await vi.waitFor(() => expect(reports()).toMatchObject([{ signed: true }]), 15_000);
  });

  test("is held back until the next one of its booking has been sent", async () => {
    const { bookingId } = await book({ send: "after-next" });
    await book({ eligibilityCode: `${code.slice(0, -1)}P` });
    expect(sandbox.types()).toEqual(["appointment.booked"]);
    const { messages } = await act(bookingId, "move", { place: "TYO-01" });

    expect(sandbox.types().slice(1)).toEqual(["appointment.rescheduled", "appointment.booked"]);
    expect(messages.map(({ held, deliveries }) => [held, deliveries.length])).toEqual([
      [false, 1],
      [false, 1],
    ]);
    const [moved, booked] = reports().slice(1);
    expect((booked?.body?.occurredAt ?? "") < (moved?.body?.occurredAt ?? "")).toBe(true);
  });

  test("is sent when one asks for it, though it is held back, and again under the same id", async () => {
    const { bookingId, messages } = await book({ send: "after-next" });
    const path = `/messages/${messages[0]?.messageId}/send`;
    await sandbox.post(path, {});
    const { http, messages: sent } = await sandbox.post(path, {});

    expect([http, sent[0]?.deliveries.length]).toEqual([200, 2]);
    expect(new Set(reports().map(({ id }) => id)).size).toBe(1);
    await act(bookingId, "cancel");
    expect(sandbox.types()).toEqual(["appointment.booked", "appointment.booked", "appointment.cancelled"]);
  });

  test("is tried again under its id while the programme cannot take it, no sooner than it asks", async () => {
    const taking = knowing();
    let left = 3;
    sandbox.reply = (request) => {
      if (request.method === "GET") return taking(request);
      left -= 1;
      return left < 0 ? taking(request) : said(left === 2 ? 503 : 429, { detail: "busy" }, { "retry-after": "600" });
    };
    const { bookingId, messages } = await book();
    expect(messages[0]?.deliveries).toMatchObject([{ status: 503, said: "busy" }]);
    await sandbox.advance(599_000);
    expect(reports()).toHaveLength(1);
    await sandbox.advance(day);

    expect(reports()).toHaveLength(4);
    expect(new Set(reports().map(({ id }) => id)).size).toBe(1);
    expect(reports().every(({ signed }) => signed)).toBe(true);
    await sandbox.advance(30 * day);
    expect(reports()).toHaveLength(4);
    expect(await act(bookingId, "cancel")).toMatchObject({ http: 409 });
  });

  test("is not tried again once it is refused, and is given up in the end", async () => {
    const taking = knowing();
    sandbox.reply = (request) => (request.method === "GET" ? taking(request) : said(422, { detail: "unreadable" }));
    const { messages } = await book();
    expect(messages).toMatchObject([{ deliveries: [{ status: 422, said: "unreadable" }] }]);
    await sandbox.advance(30 * day);
    expect(reports()).toHaveLength(1);

    sandbox.reply = (request) => (request.method === "GET" ? taking(request) : said(500, {}));
    await book({ eligibilityCode: "ACTC-2" });
    await sandbox.advance(300 * day);
    expect(reports()).toHaveLength(11);
  });

  test("and its booking are there after a restart, and it is sent when it is due", async () => {
    const before = await book({ send: "P1D" });
    await sandbox.close();
    await sandbox.open();
    const { body } = await sandbox.ask("GET", `/bookings/${before.bookingId}`);
    expect(JSON.parse(body.toString())).toMatchObject({ bookingId: before.bookingId, messages: before.messages });

    await sandbox.advance(day);
    expect(reports()).toMatchObject([{ id: before.messages[0]?.messageId, signed: true }]);
  });
});

describe("the pages", () => {
  test("a form that is sent twice, also at once, takes effect once", async () => {
    const fields = { ...booking, date: ahead(10), send: "now", once: "one" };
    const [first, second] = await Promise.all([
      sandbox.form("/prometric/bookings", fields),
      sandbox.form("/prometric/bookings", fields),
    ]);
    const third = await sandbox.form("/prometric/bookings", fields);

    expect([first.status, second.status, third.status]).toEqual([303, 303, 303]);
    expect(new Set([first, second, third].map(({ headers }) => headers.location)).size).toBe(1);
    expect(sandbox.types()).toEqual(["appointment.booked"]);
    const shown = await sandbox.page((first.headers.location ?? "").replace("/__local/test-centers", ""));
    expect(shown).toContain("Booked.");
  });

  test("a form that was refused can be corrected and sent again under its name", async () => {
    const fields = { ...booking, send: "now", once: "two" };
    expect((await sandbox.form("/prometric/bookings", { ...fields, date: "" })).status).toBe(422);
    expect((await sandbox.form("/prometric/bookings", { ...fields, date: ahead(9) })).status).toBe(303);
  });

  test("what was typed is shown again as text, beside its error, and nothing of it is markup", async () => {
    const typed = `"><script>alert(1)</script>'`;
    const { status, page, headers } = await sandbox.form("/prometric/bookings", { ...booking, eligibilityCode: typed });
    const escaped = "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&#39;";

    expect(status).toBe(422);
    expect(page).not.toContain("<script");
    expect(page).toContain(`value="${escaped}"`);
    expect(page).toMatch(/id="book-eligibilityCode-error"[^>]*>.*This is not an eligibility code/s);
    expect(page).toContain('<a href="#book-eligibilityCode">');
    expect(page).toContain("<title>Error: ");
    expect(headers["content-security-policy"]).toContain("default-src 'none'");
    const prefilled = await sandbox.page(`/prometric?${new URLSearchParams({ eligibilityCode: typed })}`);
    expect(prefilled).toContain(`value="${escaped}"`);
    expect(prefilled).not.toContain("<script");
    expect(await sandbox.page(`/?done=${encodeURIComponent(typed)}`)).not.toContain("alert");
    expect(await sandbox.page("/?done=constructor")).not.toContain("native code");
  });

  test("a reason and a name in HTML stay text on the booking's page", async () => {
    sandbox.reply = knowing({ givenName: "<img src=x>", familyName: "</dl>" });
    const { bookingId } = await book();
    await act(bookingId, "sit", { outcome: "pass", moveClock: true });
    await act(bookingId, "correct", { outcome: "fail", reason: "<i>no</i>" });
    for (const page of [await sandbox.page(`/bookings/${bookingId}`), await sandbox.page("")]) {
      expect(page).toContain("&lt;img src=x&gt;");
      expect(page).not.toMatch(/<img|<i>/);
    }
  });

  test.each(["/nothing", "/bookings/bk_none", "/bookings", "/prometric/", "/prometric/bookings", "/bookings/x/move"])(
    "what is not there is a page for browsers and a problem document for others: %s",
    async (path) => {
      const shown = await sandbox.ask("GET", path, { headers: { accept: "text/html" } });
      const told = await sandbox.ask("GET", path);
      expect([shown.status, shown.headers["content-type"]]).toEqual([404, "text/html; charset=utf-8"]);
      expect([told.status, told.headers["content-type"]]).toEqual([404, "application/problem+json"]);
    },
  );

  test("what fails inside is a page for browsers and a problem document for others", async () => {
    sandbox.reply = () => Promise.reject(new Error("<b>broken</b>"));
    const log = vi.spyOn(console, "error").mockReturnValue();
    const shown = await sandbox.form("/prometric/bookings", { ...booking, date: ahead(10) });
    expect([shown.status, shown.headers["content-type"]]).toEqual([500, "text/html; charset=utf-8"]);
    expect(shown.page).not.toContain("<b>");
    expect(await book()).toMatchObject({ http: 500, code: "internal-error" });
    expect(log).toHaveBeenCalledTimes(2);
    log.mockRestore();
  });

  test.each([
    [{ headers: { "content-type": "application/json" }, text: "{" }, 400, "malformed-json"],
    [{ headers: { "content-type": "text/plain" }, text: "x" }, 415, "unsupported-media-type"],
    [{ headers: { "content-type": "application/json" }, text: `"${"x".repeat(262_144)}"` }, 413, "body-too-large"],
    [{ headers: { "content-type": "application/json" }, text: "[]" }, 422, "invalid-request"],
    [
      { headers: { "content-type": "application/json" }, text: '{"__proto__":{"exam":"written"}}' },
      422,
      "invalid-request",
    ],
  ])("what is no request of a form or of JSON is refused (%#)", async (sent, status, refusal) => {
    const answer = await sandbox.ask("POST", "/prometric/bookings", sent);
    expect([answer.status, JSON.parse(answer.body.toString()).code]).toEqual([status, refusal]);
    expect(sandbox.got).toEqual([]);
  });

  test("the local mail is a page for browsers and JSON for others, of all or of one address, and its HTML stays text", async () => {
    const mail = { id: "1", subject: "Booked <b>", text: "Hello <i>Ana</i>", html: "", at: "2026-11-22T09:30:00.000Z" };
    const file = { fileName: "<exam>.ics", contentType: "text/calendar; charset=utf-8", content: "BEGIN:VCALENDAR" };
    sandbox.mails.push(
      { ...mail, to: "ana@example.org", event: "booked", attachments: [file] },
      { ...mail, to: "bo@example.org", event: "x", attachments: [] },
    );

    const page = await sandbox.page("/mail");
    expect(page).toContain("Booked &lt;b&gt;");
    expect(page).toContain("Hello &lt;i&gt;Ana&lt;/i&gt;");
    expect(page).toContain(
      'download="&lt;exam&gt;.ics" href="data:text/calendar;charset=utf-8;base64,QkVHSU46VkNBTEVOREFS"',
    );
    expect(await sandbox.page("/mail?to=bo%40example.org")).not.toContain("ana@example.org");
    const { body } = await sandbox.ask("GET", "/mail?to=ana%40example.org");
    expect(JSON.parse(body.toString())).toMatchObject([{ to: "ana@example.org", attachments: [file] }]);
  });

  test("the clock is moved by a form, and not beyond its end", async () => {
    const before = sandbox.clock.now();
    expect((await sandbox.form("/clock", { advance: "P4D" })).headers.location).toBe(
      "/__local/test-centers?done=clock",
    );
    expect(sandbox.clock.now() - before).toBeGreaterThanOrEqual(4 * day);
    const fields = { advance: "P4D", once: "moved" };
    await Promise.all([sandbox.form("/clock", fields), sandbox.form("/clock", fields)]);
    expect(sandbox.clock.now() - before).toBeLessThan(9 * day);
    for (const advance of ["", "P174Y", "P9999Y99999M999999D", "soon"]) {
      expect(await sandbox.form("/clock", { advance })).toMatchObject({ status: 422 });
    }
  });
});

test.each([
  ["2026-07-01", "09:00", "Europe/Lisbon", "2026-07-01T08:00:00.000Z"],
  ["2026-12-01", "09:00", "Europe/Lisbon", "2026-12-01T09:00:00.000Z"],
  ["2026-10-25", "09:00", "Europe/Lisbon", "2026-10-25T09:00:00.000Z"],
  ["2026-12-01", "09:00", "Asia/Tokyo", "2026-12-01T00:00:00.000Z"],
  ["2026-10-04", "09:00", "Australia/Sydney", "2026-10-03T22:00:00.000Z"],
  ["2026-10-04", "00:30", "Australia/Sydney", "2026-10-03T14:30:00.000Z"],
  ["2026-03-08", "09:00", "America/New_York", "2026-03-08T13:00:00.000Z"],
  ["2026-03-07", "16:30", "America/New_York", "2026-03-07T21:30:00.000Z"],
])("%s %s in %s is %s", (date, time, zone, instant) => {
  expect(new Date(instantAt(date, time, zone) ?? 0).toISOString()).toBe(instant);
});
