/** A file that was built into the program, by its path beside the page. It needs no secret: it is part of the page. */
export async function ownFile(path: string): Promise<Uint8Array> {
  const response = await fetch(path)
  if (!response.ok) throw new Error(`the program has no ${path}`)
  return new Uint8Array(await response.arrayBuffer())
}
