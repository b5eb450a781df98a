/** The refusals about names and registration information. */
export const ofNames = {
  "registration-already-booked": {
    status: 409,
    title: "An exam of this registration is booked already",
    help: "The test centre knows the registered name. Ask the programme's staff for the correction, and give the reason.",
  },
  "name-not-printable": {
    status: 409,
    title: "A certificate cannot print the name",
    help: "The fonts lack a symbol of the holder's name or of the certification's title. Before a binding, send another name as `fullName`. For a certificate, ask staff to correct the name. Its page and its credential show the name as it is.",
  },
} as const;
