import { describe, expect, test } from "vitest";
import { endsWith, readAnyCode, readTail, tailOf } from "../../../shared/domain/code.ts";
import { codeTail, endOfHour, networkOf } from "../../../shared/domain/history/attempt.ts";

const code = "EDU-7F3K-9QXW-2M8T-R5VN-8";

describe("the network of an address", () => {
  test.each([
    ["192.0.2.7", "192.0.2.7"],
    ["::ffff:192.0.2.7", "192.0.2.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:DB8:0001:0002::9", "2001:db8:1:2::/64"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["2001:db8::/64", "2001:db8:0:0::/64"],
    ["2001:db8:1:2::/64", "2001:db8:1:2::/64"],
    ["::1", "0:0:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ])("%s is %s", (address, network) => {
    expect(networkOf(address)).toBe(network);
    expect(networkOf(network)).toBe(network);
  });
});

test.each([
  ["2026-11-22T09:00:00.000Z", "2026-11-22T10:00:00.000Z"],
  ["2026-11-22T09:59:59.999Z", "2026-11-22T10:00:00.000Z"],
  ["2026-12-31T23:30:00.000Z", "2027-01-01T00:00:00.000Z"],
])("the hour of %s ends at %s", (now, end) => {
  expect(endOfHour(now)).toBe(end);
});

describe("what is told of a code that was tried", () => {
  test.each([
    [code, "R5VN-8"],
    ["9f1c3a5e7b2d4f60819a2b3c4d5e6f70", "5e6f70"],
    ["PV-123", "123"],
    ["PV-1", "-1"],
    ["X", "X"],
    ["💥", "💥"],
    ["a💥", "💥"],
    ["\ud83d", "�"],
  ])("of %s: %s", (tried, tail) => {
    expect(codeTail(tried)).toBe(tail);
  });

  test("finds the code", () => {
    expect(tailOf(code)).toBe(readTail(codeTail(code))?.slice(-4));
    expect(endsWith(code, readTail(codeTail(code)) ?? "")).toBe(true);
  });
});

describe("the end of a code", () => {
  test.each([
    ["5VNR", "5VNR"],
    ["r5vn-8", "R5VN8"],
    [" R5VN 8 ", "R5VN8"],
    ["ol0i", "0101"],
    ["VNR~", "VNR~"],
    ["ＶＮＲ～", "VNR~"],
    ["\u200eR5VN\u200b-\u20608\ufeff", "R5VN8"],
    ["7F3K-9QXW-2M8T-R5VN-8", "7F3K9QXW2M8TR5VN8"],
    [code, "7F3K9QXW2M8TR5VN8"],
  ])("%j is read as %s", (typed, tail) => {
    expect(readTail(typed)).toBe(tail);
  });

  test.each([["5VN"], ["~VNR"], ["U5VN"], ["a@b.c"], ["77F3K-9QXW-2M8T-R5VN-8"], [""]])("%j is none", (typed) => {
    expect(readTail(typed)).toBeUndefined();
  });

  test("of any kind of code is read in its one true form, and of what is none as it is", () => {
    expect(readAnyCode(code.toLowerCase().replaceAll("-", " "))).toBe(code);
    expect(readAnyCode(`\u202a${code}\u202c`)).toBe(code);
    expect(readAnyCode("PV-1")).toBe("PV-1");
  });
});
