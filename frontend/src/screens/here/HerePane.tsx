export function HerePane() {
  return null
}
