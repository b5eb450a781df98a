/** The thing whose page in the front end shows more. Absent from e-mails of earlier versions. */
export type AboutPage = {
  readonly registrationId?: string | undefined;
  readonly certificateId?: string | undefined;
};
