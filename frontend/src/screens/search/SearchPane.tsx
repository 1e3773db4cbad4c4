export function SearchPane() {
  return null
}
