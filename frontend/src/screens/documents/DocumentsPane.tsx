export function DocumentsPane() {
  return null
}
