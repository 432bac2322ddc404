import { describe, expect, it } from "vitest";
import { checkTimezone, isTimezone, systemTimezone } from "../../src/times/timezone.ts";

describe("checkTimezone", () => {
  it.each(["Europe/Rome", "UTC", "europe/rome", "America/Argentina/Buenos_Aires", "Etc/GMT+5"])(
    "takes %s",
    (name) => {
      expect(checkTimezone(name)).toBe(name);
    },
  );

  it.each(["", "Rome", "Europe/Roma", "+01:00", "Z", "Europe/Rome ", "../etc/passwd", "CET-1CEST"])(
    "refuses %j",
    (name) => {
      expect(isTimezone(name)).toBe(false);
      expect(() => checkTimezone(name)).toThrow(`"${name}" is not a time zone`);
    },
  );

  it.each([
    ["rome", "Europe/Rome"],
    ["Italy/Rome", "Europe/Rome"],
    ["new york", "America/New_York"],
  ])("hints for %s at %s", (name, zone) => {
    expect(() => checkTimezone(name)).toThrow(
      expect.objectContaining({ code: "usage", hints: [`did you mean ${zone}?`] }),
    );
  });
});

describe("systemTimezone", () => {
  it.each([
    ["Asia/Tokyo", "Asia/Tokyo"],
    [":Asia/Tokyo", "Asia/Tokyo"],
    ["/usr/share/zoneinfo/Asia/Tokyo", "Asia/Tokyo"],
    [":/usr/share/zoneinfo/posix/Asia/Tokyo", "Asia/Tokyo"],
    ["", "UTC"],
  ])("reads TZ=%s as %s", (tz, zone) => {
    expect(systemTimezone({ TZ: tz })).toBe(zone);
  });

  it("names a real zone whatever else it is given", () => {
    expect(isTimezone(systemTimezone({}))).toBe(true);
    expect(isTimezone(systemTimezone({ TZ: "CET-1CEST" }))).toBe(true);
  });
});
