import type { HttpRequest } from "../../local/aws/gateway/gateway-event.ts";
import { type Params, Routes } from "../routes.ts";
import type { ActionName } from "./actions.ts";
import type { Operations } from "./operations.ts";
import type { Shown } from "./shown.ts";

type Operation = (of: Operations, request: HttpRequest, params: Params) => Promise<Shown>;

export const addresses = new Routes<Operation>({
  "GET /": { does: "The test centres, the bookings and the clock", run: (of, request) => of.home(request) },
  "GET /mail": { does: "Lists the e-mails; ?to= filters by address", run: (of, request) => of.mail(request) },
  "POST /clock": {
    does: "Moves the clock, and sends the reports that fall due on the way",
    run: (of, request) => of.moveClock(request),
  },
  "GET /bookings/:bookingId": {
    does: "A booking with its reports",
    run: (of, request, { bookingId = "" }) => of.booking(bookingId, request),
  },
  "POST /bookings/:bookingId/move": { does: "Moves the appointment", run: acting("move") },
  "POST /bookings/:bookingId/cancel": { does: "Cancels the booking", run: acting("cancel") },
  "POST /bookings/:bookingId/sit": { does: "Sits the exam, with an outcome", run: acting("sit") },
  "POST /bookings/:bookingId/no-show": { does: "Reports an absence", run: acting("no-show") },
  "POST /bookings/:bookingId/excuse": { does: "Excuses the absence", run: acting("excuse") },
  "POST /bookings/:bookingId/correct": { does: "Corrects the result", run: acting("correct") },
  "POST /messages/:messageId/send": {
    does: "Sends a report now, or once more",
    run: (of, request, { messageId = "" }) => of.send(messageId, request),
  },
  "GET /:center": {
    does: "Shows a test centre, and its booking form",
    run: (of, request, { center = "" }) => of.counter(center, request),
  },
  "POST /:center/bookings": {
    does: "Books an exam at the centre",
    run: (of, request, { center = "" }) => of.book(center, request),
  },
});

function acting(action: ActionName): Operation {
  return (of, request, { bookingId = "" }) => of.act(bookingId, action, request);
}
