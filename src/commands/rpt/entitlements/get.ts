import { getOfSubjects } from "../subjects.ts";

export default getOfSubjects("entitlements");
