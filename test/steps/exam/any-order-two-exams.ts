import { randomUUID } from "node:crypto";
import { getExamCode } from "../../../shared/contract/exam/exam-code-operations.ts";
import * as bindingGiven from "../../support/binding-given.ts";
import * as given from "../../support/given.ts";
import { call, field } from "../calls.ts";
import { ofTwoExams } from "./any-order-histories.ts";
import {
  boundAtLast,
  type Centre,
  centreNumber,
  centreOf,
  deliveredAt,
  opened,
  readOf,
  type Scene,
  sendables,
} from "./any-order-scenes.ts";

type Place = "prometric" | "pearson-vue";

/** Both exams of an ACE for one member: at Prometric with a registration, at Pearson VUE with an exam code for each. */
export async function bothExams(
  at: { written: Place; lab: Place },
  certificationId: string,
  style: number,
): Promise<Scene> {
  const partner = await bindingGiven.partner();
  const ana = await bindingGiven.member(partner);
  const registration = Object.values(at).includes("prometric") ? await opened(certificationId, ana) : undefined;
  const candidateId = `CAND-${randomUUID().slice(0, 13)}`;

  async function seatOf(exam: "written" | "lab") {
    const seat = { exam, certificationId, style };
    if (at[exam] === "prometric") {
      const entitlement = registration?.entitlement ?? {};
      return {
        centre: centreOf({ ...seat, entitlement, newNumber: given.someNumber }),
        drawn: {},
        end: async () => exam,
      };
    }
    const code = await bindingGiven.examCode(partner, certificationId, { exam, holder: ana });
    const named = { candidateId, registrationId: bindingGiven.pair().registrationId };
    const centre = centreOf({ ...seat, entitlement: { examCode: code, ...named }, newNumber: centreNumber });
    const end = async () => {
      const shown = await call(getExamCode, { params: { code }, as: partner.main, at: deliveredAt });
      return [field(shown, "status"), await boundAtLast(certificationId, named, ana)];
    };
    return { centre, end, drawn: { [`code of ${exam}`]: code, [`sitting of ${exam}`]: named.registrationId } };
  }

  const [written, lab] = [await seatOf("written"), await seatOf("lab")];
  const told = ofTwoExams(written.centre, lab.centre);
  const reports = { written: sendables(at.written, told.written), lab: sendables(at.lab, told.lab) };
  const named = ({ numbers, own }: Centre, of: string) =>
    Object.fromEntries(Object.entries({ ...numbers, own }).map(([name, each]) => [`${name} of ${of}`, each]));
  return {
    reports: [...reports.written, ...reports.lab],
    drawn: {
      ana: ana.sub,
      candidateId,
      ...registration?.drawn,
      ...written.drawn,
      ...lab.drawn,
      ...named(written.centre, "written"),
      ...named(lab.centre, "lab"),
    },
    end: async () => {
      const own = [await written.end(), await lab.end(), await registration?.read()];
      const first = await readOf(written.centre, told.written, reports.written, ana);
      const second = await readOf(lab.centre, told.lab, reports.lab, ana);
      return { own, first, second, reports: [...first.reports, ...second.reports], standing: second.standing };
    },
  };
}
