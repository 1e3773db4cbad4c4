/** What each language calls itself: people find their own whatever is shown now. */
export const ownNames = { en: 'English', es: 'Español', fr: 'Français', pt: 'Português' } as const
