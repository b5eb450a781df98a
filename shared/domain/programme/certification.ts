import { accept, type Decision, refuse } from "../decision.ts";
import type { Instant } from "../instant.ts";
import type { Money } from "../money.ts";
import { type CatalogueExam, type ExamSeries, examsOf, seriesOf } from "./exam-series.ts";

export type CertificationStatus = "draft" | "published" | "end-of-sale" | "end-of-life";

/** As `Alignment` of Open Badges 3.0. */
export type Alignment = {
  readonly targetName: string;
  readonly targetUrl: string;
  readonly targetFramework?: string | undefined;
  readonly targetCode?: string | undefined;
};

export type Certification = {
  readonly certificationId: string;
  readonly level: string;
  readonly title: string;
  readonly description?: string | undefined;
  /** Shown on badges, pages and credentials, in the order of their weight. */
  readonly skills?: readonly string[] | undefined;
  /** In words for an employer: how one earns it. */
  readonly criteria?: string | undefined;
  /** Entries of frameworks of skills that it covers. */
  readonly alignment?: readonly Alignment[] | undefined;
  /** As staff stated them. Read them with `examsOf`, because older entries are incomplete. */
  readonly exams: readonly CatalogueExam[];
  readonly materials: readonly { readonly title: string; readonly kind: string; readonly url: string }[];
  readonly price: Money;
  readonly offlineTraining?: { readonly price: Money } | undefined;
  readonly published: boolean;
  /** Sold codes can still be redeemed until the end of life. */
  readonly endOfSaleAt?: Instant | undefined;
  readonly endOfLifeAt?: Instant | undefined;
};

/** Content, with a status that takes effect now or at the given instants. */
export type CertificationEntry = Omit<Certification, "published"> & { readonly status: CertificationStatus };

export function certificationStatus(certification: Certification, now: Instant): CertificationStatus {
  const { published, endOfSaleAt, endOfLifeAt } = certification;
  if (!published) return "draft";
  if (endOfLifeAt !== undefined && now >= endOfLifeAt) return "end-of-life";
  if (endOfSaleAt !== undefined && now >= endOfSaleAt) return "end-of-sale";
  return "published";
}

/**
 * Creates or changes a certification. The level is fixed, and a published one stays known, because codes were sold for it
 * and certificates show its badge. A series code names one exam of the catalogue: `taken` holds wanted codes that another
 * exam has (R18).
 */
export function publish(
  { current, taken }: { readonly current: Certification | undefined; readonly taken: readonly ExamSeries[] },
  { status, ...entry }: CertificationEntry,
  now: Instant,
): Decision<Certification> {
  if (current !== undefined && current.level !== entry.level) return refuse("certification-level-is-fixed");
  if (current?.published && status === "draft") return refuse("certification-already-published");
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

/** A certification that was never published does not exist for anyone. */
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
