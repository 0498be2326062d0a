// Builds one name from the parts in a roster: family and given name are joined in the order that
// the name's own language uses.

/** Han, Hangul and kana names begin with the family name and have no blank. */
const EAST_ASIAN = /^[\p{sc=Han}\p{sc=Hangul}\p{sc=Hira}\p{sc=Kana}·]+$/u;

export function composeName(
  { name, familyName, givenName }: Record<"name" | "familyName" | "givenName", string>,
  title: string,
): string {
  if (name !== "") return /^student$/i.test(title.trim()) ? unsort(name) : name;
  if (familyName === "" || givenName === "") return familyName + givenName;
  return EAST_ASIAN.test(familyName) && EAST_ASIAN.test(givenName)
    ? familyName + givenName
    : `${givenName} ${familyName}`;
}

/** Canvas writes its column "Student" as it is sorted: "Quispe, Nayra". */
function unsort(name: string): string {
  const comma = name.indexOf(",");
  if (comma === -1 || name.indexOf(",", comma + 1) !== -1) return name;
  const [family, given] = [name.slice(0, comma).trim(), name.slice(comma + 1).trim()];
  return family === "" || given === ""
    ? name
    : composeName({ name: "", familyName: family, givenName: given }, "");
}
