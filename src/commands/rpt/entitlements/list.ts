import { listOfSubjects } from "../subjects.ts";

export default listOfSubjects("entitlements");
