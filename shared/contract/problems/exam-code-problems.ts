import { inMonths } from "../../domain/period.ts";
import { programme } from "../../domain/programme/programme-versions.ts";

/** The refusals about exam codes. See `problems.ts`. */
export const ofExamCodes = {
  "exam-not-named": {
    status: 422,
    title: "The code pays for several exams: name one",
    help: "Add ?exam= with the exam's role or its series code.",
  },
  "exam-code-booked": {
    status: 409,
    title: "The exam code is booked",
    help: "Cancel the booking at the test centre first. Then the code can be given to another member or taken back.",
  },
  "exam-code-used": {
    status: 409,
    title: "The exam code was used",
    help: "A sitting has used it up. It cannot be given, taken back or used again.",
  },
  "exam-code-expired": {
    status: 409,
    title: "The exam code has expired",
    help: `An exam code is good for ${inMonths(programme.examCodeMonths)} from its issue. Apply for new ones.`,
  },
  "exam-code-cancelled": {
    status: 409,
    title: "The exam code was cancelled",
    help: "The programme's staff cancelled it. The partner's main account knows whether another code replaces it.",
  },
  "exam-code-already-assigned": {
    status: 409,
    title: "A member has the exam code already",
    help: "Take it back first with POST /v1/exam-codes/{code}/return.",
  },
  "exam-code-not-assigned": {
    status: 409,
    title: "No member has the exam code",
    help: "It can be given to a member with POST /v1/exam-codes/{code}/assign.",
  },
  "too-many-exam-codes": {
    status: 409,
    title: "The member has too many exam codes",
    help: "A member may hold 20 unused codes. Take some back, or wait until they are used.",
  },
} as const;
