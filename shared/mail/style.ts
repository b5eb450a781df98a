import type { Branding } from "../domain/programme/branding.ts";
import { readableOn } from "../domain/programme/contrast.ts";

const grounds = { light: "#ffffff", dark: "#17202a" };

/**
 * Mail programs that drop this block show the light scheme, which stands in the elements as well. `!important`, because it must
 * win over those.
 */
export function darkScheme({ colours }: Pick<Branding, "colours">): string {
  const ink = readableOn(grounds.dark, colours.primary, 7);
  return `:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (max-width: 480px) { .pad { padding-left: 20px !important; padding-right: 20px !important; }
  .edge { padding: 0 !important; } .title { font-size: 22px !important; } .press { width: 100% !important; }
  .button a { display: block !important; } }
@media (prefers-color-scheme: dark) {
  body, .ground { background-color: #0c1117 !important; }
  .card { background-color: ${grounds.dark} !important; border-color: #2c3947 !important; }
  .ink, .ink bdi { color: #eef2f6 !important; } .soft { color: #aab6c2 !important; }
  .brand, .link { color: ${ink} !important; }
  .panel { background-color: #202c38 !important; border-color: #2c3947 !important; }
  .bar { background-color: ${ink} !important; } .quote { border-color: ${ink} !important; }
  .button { background-color: ${ink} !important; } .button a { color: ${readableOn(ink, ink, 7)} !important; }
}`;
}

/** The styles of the elements, in the light scheme. Mail programs read no others for certain. */
export function styles({ colours }: Pick<Branding, "colours">) {
  const font =
    "font-family:-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,'Noto Sans','PingFang SC','Microsoft YaHei','Noto Sans SC',sans-serif";
  return {
    ground: `margin:0;padding:0;background-color:#eef1f5;${font}`,
    card: "background-color:#ffffff;border:1px solid #dbe1e8;border-radius:12px",
    bar: `height:6px;line-height:6px;font-size:0;background-color:${colours.primary};border-radius:12px 12px 0 0`,
    brand: `color:${colours.primary};font-size:17px;line-height:24px;font-weight:700;text-decoration:none`,
    title: "margin:0 0 16px;color:#16202c;font-size:25px;line-height:1.25;font-weight:700;overflow-wrap:anywhere",
    text: "margin:0 0 16px;color:#16202c;font-size:16px;line-height:1.6;overflow-wrap:anywhere",
    panel: "background-color:#f3f6f9;border:1px solid #e1e7ee;border-radius:8px",
    label: "padding-bottom:3px;color:#51606f;font-size:13px;line-height:1.4",
    value: "color:#16202c;font-size:16px;line-height:1.45;font-weight:600;overflow-wrap:anywhere",
    typed:
      "color:#16202c;font-size:19px;line-height:1.4;font-weight:600;letter-spacing:.02em;overflow-wrap:anywhere;font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,'Liberation Mono',monospace",
    quote: `margin:0 0 16px;padding:2px 0 2px 14px;border-left:4px solid ${colours.accent};color:#16202c;font-size:16px;line-height:1.6;overflow-wrap:anywhere`,
    button: `background-color:${colours.primary};border-radius:8px`,
    pressed:
      "display:inline-block;padding:14px 26px;color:#ffffff;font-size:16px;line-height:20px;font-weight:700;text-align:center;text-decoration:none",
    link: `color:${colours.primary};text-decoration:underline;overflow-wrap:anywhere`,
    foot: "margin:0 0 8px;color:#51606f;font-size:13px;line-height:1.55;overflow-wrap:anywhere",
  } as const;
}

export type Styles = ReturnType<typeof styles>;
