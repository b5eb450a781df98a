import type { Branding } from "./branding.ts";

const primary = "#123c69";
const accent = "#b8862d";

/** A cloud of three circles over a line of the accent colour. */
function logo(ink: string, line: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><path fill="${ink}" d="M32 4 56 13v19c0 14-10 23-24 28C18 55 8 46 8 32V13z"/><path fill="${line}" d="M21 39a7 7 0 0 1-.6-14A11.500 11.500 0 0 1 42.600 24.200 7.500 7.500 0 0 1 43 39z"/><path fill="${line}" d="M21 43h22v3H21z"/></svg>`;
}

const stroke = `fill="none" stroke="#1b2733" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round"`;

/** The look of the default programme: an invented institute. */
export const defaultBranding: Branding = {
  legalName: "Cloud Practice Institute, Inc.",
  url: "https://cloudpractice.example",
  supportAddress: "support@cloudpractice.example",
  logo: { light: { svg: logo(primary, "#ffffff") }, dark: { svg: logo("#dbe7f5", "#123c69") } },
  colours: { primary, accent },
  signatories: [
    {
      name: "Helena Marsh",
      title: "Chair, Board of Examiners",
      signature: {
        svg: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 64"><path ${stroke} d="M20 50C26 34 31 18 37 8c1 14-4 30-8 44M24 32c10-3 22-6 33-9M58 7c-3 14-7 29-9 44 6-8 9-15 15-15 4 0 1 8-4 11 6 2 11-2 15-8 5-8 9-20 8-26-4 8-8 22-7 32 3 2 8-4 11-10 3-2 6-1 5 3-2 6 0 8 5 4 4-4 6-8 8-10-1 5-3 9-2 12 4-6 8-11 12-11 2 3-3 9 0 11 8-1 12-9 18-12 4-1 7 1 4 5-4 5-6 6-2 8 8 0 24-8 42-10"/></svg>`,
      },
    },
    {
      name: "Tomás Okafor",
      title: "Director of Certification",
      signature: {
        svg: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 64"><path ${stroke} d="M18 16c14-6 32-9 50-9M44 9c-3 14-8 28-12 42M46 40c-1-5 6-9 9-6 2 4-3 11-7 11-3-1-3-3-2-5 4 3 10 1 14-4 1 3-1 7-1 9 3-5 6-9 9-9 1 3-2 7-1 9 3-5 7-9 10-8 1 3-3 8 1 8 5-1 8-9 14-8-5-2-9 2-9 6 1 4 7 0 10-6-1 4-1 7 2 7 4 0 8-7 11-11-1 5 3 8-2 11M150 12c-12-2-26 8-25 20 2 12 20 10 26-2 5-11 0-18-8-17M152 30c8 6 20 8 32 2"/></svg>`,
      },
    },
  ],
  language: "en",
  texts: {},
  frontEnd: {},
  indexed: false,
};
