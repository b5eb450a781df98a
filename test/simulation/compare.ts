import { pictureOf } from "./entitlements.ts";
import { latest } from "./facts.ts";
import { Looks } from "./looks.ts";
import type { Model } from "./model.ts";
import { instant, type Names } from "./names.ts";
import { type Money, moneyOf, priceOf, seatsIn, totalOf, trainingPrice } from "./order-money.ts";
import {
  certificateStatus,
  codeStatus,
  examStatuses,
  type Order,
  orderStatus,
  registrationStatus,
  reportStatus,
} from "./state.ts";

/** Things that an operation may have changed, by the model's handles. */
export type Touched = {
  readonly orders: ReadonlySet<number>;
  readonly codes: ReadonlySet<number>;
  readonly registrations: ReadonlySet<number>;
  readonly certificates: ReadonlySet<number>;
  readonly reports: ReadonlySet<string>;
  readonly numbers: ReadonlySet<string>;
};

const nothing = { paid: 0, refunded: 0, disputed: 0, toRefund: 0, asked: 0, forgone: 0 };

/** The seats that the buyer has, once the order is paid, and how far each training is. */
function trainingsIn(order: Order, money: Money) {
  const ids = new Set(order.lines.flatMap(({ product }) => ("training" in product ? [product.training] : [])));
  if (money.payer === undefined || ids.size === 0) return undefined;
  return [...ids].map((id) => [id, seatsIn(order, money, id).length, order.trainings[id]?.status ?? "to-arrange"]);
}

/** Compares model and service through the API, and describes each difference. */
export class Comparison {
  readonly #model: Model;
  readonly #names: Names;
  readonly #now: number;
  readonly #looks: Looks;
  readonly differences: string[] = [];

  constructor(model: Model, names: Names, now: number) {
    this.#model = model;
    this.#names = names;
    this.#now = now;
    this.#looks = new Looks(instant(now));
  }

  async touched({ orders, codes, registrations, certificates, reports, numbers }: Touched): Promise<string[]> {
    await Promise.all([
      ...[...orders].map((at) => this.order(at)),
      ...[...codes].map((at) => this.code(at)),
      ...[...registrations].map((at) => this.registration(at)),
      ...[...reports].map((id) => this.report(id)),
      ...[...numbers].map((number) => this.appointment(number)),
    ]);
    // After the registrations, because these name their certificates.
    await Promise.all([...certificates].map((at) => this.certificate(at)));
    return this.differences;
  }

  async order(at: number): Promise<void> {
    const name = this.#names.orders[at]?.id ?? "";
    const seen = await this.#looks.order(name);
    const { orders, codes } = this.#model.state;
    const order = orders[at];
    if (order === undefined || seen === undefined) return this.#differ(`order ${at} (${name})`, order, seen);
    const { paid, refunded, disputed, toRefund, asked, forgone } = { ...nothing, ...seen.money };
    const kept = seen.authorizationCodes?.filter(({ cancelledAt }) => cancelledAt === undefined) ?? [];
    this.#equal(
      `order ${at} (${name})`,
      [orderStatus(order, this.#now), totalOf(order), moneyOf(order, codes).sums],
      [seen.status, seen.total.amount, { paid, refunded, disputed, toRefund, asked, forgone }],
    );
    const seats = seen.training?.map(({ certificationId, quantity, status: is }) => [certificationId, quantity, is]);
    this.#equal(`training of order ${at}`, trainingsIn(order, moneyOf(order, codes)), seats);
    // R6: all paid money is in codes and training, or is paid back or owed.
    const inCodes = kept.reduce((sum, { certificationId, levels = [] }) => {
      return sum + priceOf(certificationId === undefined ? { levels } : { subject: certificationId });
    }, 0);
    const inTraining = (seen.training ?? []).reduce((sum, { quantity }) => sum + quantity * trainingPrice, 0);
    this.#equal(`money of order ${at}`, paid + forgone, refunded + disputed + toRefund + inCodes + inTraining);
  }

  async code(at: number): Promise<void> {
    const code = this.#model.state.codes[at];
    const name = this.#names.codes[at];
    if (code === undefined || name === undefined) return this.#differ(`code ${at}`, "a code", name);
    const seen = await this.#looks.code(name);
    const registration = code.registration === undefined ? undefined : this.#names.registrations[code.registration];
    this.#equal(
      `code ${at} (${name})`,
      [codeStatus(code, this.#now), registration?.id, code.gift],
      [seen?.status, seen?.registrationId, seen?.gift?.recipientEmail.split("@")[0]],
    );
  }

  async registration(at: number): Promise<void> {
    const registration = this.#model.state.registrations[at];
    const name = this.#names.registrations[at];
    if (registration === undefined || name === undefined) return this.#differ(`registration ${at}`, "one", name);
    const seen = await this.#looks.registration(name.id);
    const exams = examStatuses(registration, this.#now);
    const status = registrationStatus(registration, this.#now);
    this.#equal(
      `registration ${at} (${name.id})`,
      [status, exams, registration.earnsNothing],
      [seen?.status, seen?.exams, seen?.earnsNothing],
    );
    const shown = registration.earnsNothing === undefined ? registration.certificate : undefined;
    this.#bind(at, shown, seen?.certificateId);
    if (name.eligibilityCode === undefined) return;
    const code = await this.#looks.eligibilityCode(name.eligibilityCode);
    const expected = { open: "active", expired: "expired" }[status] ?? "used";
    this.#equal(`eligibility code of registration ${at}`, [expected, exams], [code?.status, code?.exams]);
  }

  /** The registration's newest certificate. Its id is learnt when it first appears. */
  #bind(registration: number, certificate: number | undefined, seen: string | undefined): void {
    const known = certificate === undefined ? undefined : this.#names.certificates.get(certificate);
    const isNew = certificate !== undefined && known === undefined && seen !== undefined;
    const taken = [...this.#names.certificates.values()].includes(seen ?? "");
    if (isNew && !taken) this.#names.certificates.set(certificate, seen);
    else this.#equal(`certificate of registration ${registration}`, known ?? certificate, seen);
  }

  /** By provider and number, because two providers may use the same number. */
  async appointment(name: string): Promise<void> {
    const { numbers } = this.#model.state;
    const [, number = ""] = name.split("#");
    const of = numbers.get(name);
    if (of === undefined && [...numbers.keys()].some((each) => each.endsWith(`#${number}`))) return;
    const seen = await this.#looks.appointment(number);
    const unfolded = of === undefined ? undefined : pictureOf(this.#model.state, of);
    const booking = unfolded?.bookings.get(number);
    if (unfolded === undefined || booking === undefined) return this.#equal(`appointment ${name}`, undefined, seen);
    const next = unfolded.next.get(number);
    const valid = next === undefined ? undefined : latest(unfolded, number);
    const startsAt = instant(booking.startsAt);
    this.#equal(
      `appointment ${name} of ${JSON.stringify(of)}`,
      [booking.state, startsAt, next, valid],
      [seen?.status, seen?.startsAt, seen?.supersededBy, seen?.validConfirmationNumber],
    );
  }

  async certificate(at: number): Promise<void> {
    const certificate = this.#model.state.certificates[at];
    const name = this.#names.certificates.get(at);
    // A certificate that was earned and lost at once only appears in its account's list.
    if (certificate === undefined || name === undefined) return;
    const seen = await this.#looks.certificate(name);
    const until = certificate.validUntil === undefined ? undefined : instant(certificate.validUntil);
    const expected = [certificateStatus(certificate, this.#now), until];
    this.#equal(`certificate ${at} (${name})`, expected, [seen?.status, seen?.validUntil]);
  }

  async report(id: string): Promise<void> {
    const report = this.#model.state.reports.get(id);
    if (report === undefined || report.content.provider === "payments") return;
    const seen = await this.#looks.report(this.#names.reportId(id));
    const status = reportStatus(report, this.#now);
    // An expired report gets its reason at the schedule's run.
    const reason = report.state === "waiting" ? seen?.reason : report.reason;
    this.#equal(`report ${id} (${this.#names.reportId(id)})`, [status, reason], [seen?.status, seen?.reason]);
  }

  #equal(what: string, expected: unknown, seen: unknown): void {
    if (JSON.stringify(expected) !== JSON.stringify(seen)) this.#differ(what, expected, seen);
  }

  #differ(what: string, expected: unknown, seen: unknown): void {
    this.differences.push(`${what}: the model has ${JSON.stringify(expected)}, the service ${JSON.stringify(seen)}`);
  }
}
