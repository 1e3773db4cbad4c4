export function CodesPane() {
  return null
}
