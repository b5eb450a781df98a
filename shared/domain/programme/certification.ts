import { accept, type Decision, refuse } from "../decision.ts";
import type { Instant } from "../instant.ts";
import type { Money } from "../money.ts";
import { type CatalogueExam, type ExamSeries, examsOf, seriesOf } from "./exam-series.ts";

export type CertificationStatus = "draft" | "published" | "end-of-sale" | "end-of-life";

/** A subject that a person can be certified in. */
export type Certification = {
  readonly certificationId: string;
  readonly level: string;
  readonly title: string;
  readonly description?: string | undefined;
  /** Its exams, as staff stated them. Read them with `examsOf`: older entries state fewer than there are. */
  readonly exams: readonly CatalogueExam[];
  /** Free learning materials (R1). */
  readonly materials: readonly { readonly title: string; readonly kind: string; readonly url: string }[];
  readonly price: Money;
  /** The separately priced offline training, where there is one (R1). */
  readonly offlineTraining?: { readonly price: Money } | undefined;
  readonly published: boolean;
  /** From here on it is no longer sold; codes already sold are redeemed before its end of life. */
  readonly endOfSaleAt?: Instant | undefined;
  readonly endOfLifeAt?: Instant | undefined;
};

/** What staff state of a certification: its content, and a status that takes effect now or at the instants given. */
export type CertificationEntry = Omit<Certification, "published"> & { readonly status: CertificationStatus };

export function certificationStatus(certification: Certification, now: Instant): CertificationStatus {
  const { published, endOfSaleAt, endOfLifeAt } = certification;
  if (!published) return "draft";
  if (endOfLifeAt !== undefined && now >= endOfLifeAt) return "end-of-life";
  if (endOfSaleAt !== undefined && now >= endOfSaleAt) return "end-of-sale";
  return "published";
}

/**
 * Creates or changes a certification. Its level is fixed once it exists, since codes were sold for it. Each exam of its
 * level gets its series code, which no other exam of the catalogue has: `taken` are those of the wanted ones that some exam has
 * so far (R18).
 */
export function publish(
  { current, taken }: { readonly current: Certification | undefined; readonly taken: readonly ExamSeries[] },
  { status, ...entry }: CertificationEntry,
  now: Instant,
): Decision<Certification> {
  if (current !== undefined && current.level !== entry.level) return refuse("certification-level-is-fixed");
  const codes = new Set(seriesOf(entry).map(({ seriesCode }) => seriesCode));
  const isTaken = taken.some((of) => of.certificationId !== entry.certificationId && codes.has(of.seriesCode));
  if (isTaken || codes.size < seriesOf(entry).length) return refuse("series-code-taken");
  const { endOfSaleAt, endOfLifeAt } = entry;
  const retired = status === "end-of-life";
  const withdrawn = retired || status === "end-of-sale";
  return accept({
    ...entry,
    exams: examsOf(entry).map((of) => ({ ...entry.exams.find(({ exam }) => exam === of.exam), ...series(of) })),
    published: status !== "draft",
    endOfSaleAt: withdrawn ? earliest(endOfSaleAt, current?.endOfSaleAt, now) : endOfSaleAt,
    endOfLifeAt: retired ? earliest(endOfLifeAt, current?.endOfLifeAt, now) : endOfLifeAt,
  });
}

/** The certification, if it is sold now. One that was never published does not exist for anyone. */
export function onSale(certification: Certification | undefined, now: Instant): Decision<Certification> {
  if (certification === undefined || !certification.published) return refuse("certification-not-found");
  if (certificationStatus(certification, now) !== "published") return refuse("certification-not-on-sale");
  return accept(certification);
}

function series({ exam, seriesCode }: CatalogueExam) {
  return { exam, seriesCode };
}

function earliest(...instants: (Instant | undefined)[]): Instant | undefined {
  return instants.filter((instant) => instant !== undefined).sort()[0];
}
