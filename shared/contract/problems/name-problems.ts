/** The refusals about names and registration information. */
export const ofNames = {
  "registration-already-booked": {
    status: 409,
    title: "An exam of this registration was booked",
    help: "The test centre knows the candidate as registered. Ask the programme's staff for the correction, with the reason.",
  },
  "name-not-printable": {
    status: 409,
    title: "A certificate cannot print the name",
    help: "No font of ours has every symbol of the holder's name or of the certification's title. Before a binding, send another name as fullName; for a certificate, ask staff to correct the name. Its page and credential state it as it is.",
  },
} as const;
