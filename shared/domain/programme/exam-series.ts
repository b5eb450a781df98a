import { levelRule } from "./programme.ts";
import { programme } from "./programme-versions.ts";

/** An exam of a certification as the catalogue states it. */
export type CatalogueExam = {
  readonly exam: string;
  /** The name by which the world knows this exam; no other exam of the catalogue has it. */
  readonly seriesCode: string;
  readonly title?: string | undefined;
  /** The page that tells its candidates how it is sat. */
  readonly instructionsUrl?: string | undefined;
};

/** An exam with what every reader needs of it: nothing is left open. */
export type TitledExam = CatalogueExam & { readonly title: string };

/**
 * What other things keep of a certification: as it was when they were made. Those that are older than the series codes
 * keep no exams.
 */
export type CertificationSummary = {
  readonly certificationId: string;
  readonly title: string;
  readonly level: string;
  readonly exams?: readonly CatalogueExam[] | undefined;
};

/** The exam to which a series code leads. */
export type ExamSeries = { readonly seriesCode: string; readonly certificationId: string; readonly exam: string };

/** Latin letters and digits, in groups that hyphens join. */
export const seriesCodePattern = /^[A-Z0-9]+(-[A-Z0-9]+)*$/;

/** Room for the code that the longest id of a certification gives. */
export const longestSeriesCode = 100;

/** What is kept of a certification beside a thing that is made for it: titles and series codes as they are today. */
export function summaryOf(of: CertificationSummary): CertificationSummary {
  const { certificationId, title, level } = of;
  return { certificationId, title, level, exams: examsOf(of) };
}

/** The exams of a certification, in the order of its level, each with its series code and a title (R18). */
export function examsOf(of: CertificationSummary): TitledExam[] {
  return levelRule(programme, of.level).exams.map(({ exam }) => examOf(of, exam));
}

/** One exam of a certification. Where nothing is stated of it, code and title follow from the certification's own. */
export function examOf(of: CertificationSummary, exam: string): TitledExam {
  const stated = of.exams?.find((each) => each.exam === exam);
  const { title = `${of.title}, ${exam} exam`, instructionsUrl } = stated ?? {};
  return { exam, seriesCode: seriesCodeOf(of, exam, stated?.seriesCode), title, instructionsUrl };
}

/** The series codes of a certification. */
export function seriesOf(of: CertificationSummary): ExamSeries[] {
  const { certificationId } = of;
  return examsOf(of).map(({ seriesCode, exam }) => ({ seriesCode, certificationId, exam }));
}

/** The series codes that a certification had and has no more. */
export function givenUp(before: CertificationSummary | undefined, after: CertificationSummary): ExamSeries[] {
  const kept = seriesOf(after).map(({ seriesCode }) => seriesCode);
  return before === undefined ? [] : seriesOf(before).filter(({ seriesCode }) => !kept.includes(seriesCode));
}

/** Entries that are older than the rule on series codes state any text: it counts if it is one but for its case. */
function seriesCodeOf({ certificationId }: CertificationSummary, exam: string, stated = ""): string {
  const code = stated.toUpperCase();
  if (seriesCodePattern.test(code)) return code;
  return `${certificationId}-${exam}`.toUpperCase().replace(/[^A-Z0-9]+/g, "-");
}
