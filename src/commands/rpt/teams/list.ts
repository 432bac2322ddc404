import { listOfSubjects } from "../subjects.ts";

export default listOfSubjects("teams");
