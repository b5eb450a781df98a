import { getCertification, listCertifications } from "../../shared/contract/programme/catalogue-operations.ts";
import { listProducts } from "../../shared/contract/purchase/products.ts";
import { DeployedStep, usual } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { http: [listCertifications, getCertification, listProducts] },
  secrets: ["internal"],
  ...usual,
  failure: "Nobody can see what is on sale.",
});
