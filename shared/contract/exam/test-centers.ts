import * as z from "zod";
import { country, text, timeZone } from "../fields.ts";

export const exampleTestCenter = {
  id: "LIS-01",
  name: "Lisboa Centro",
  city: "Lisboa",
  country: "PT",
  timeZone: "Europe/Lisbon",
};

export const testCenter = z
  .strictObject({ id: text(64), name: text(200), city: text(100), country, timeZone })
  .meta({ id: "TestCenter", examples: [exampleTestCenter] });
