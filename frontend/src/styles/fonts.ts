// The fonts are part of the program: nothing is fetched from anywhere.
import '@fontsource-variable/atkinson-hyperlegible-next/wght.css'
import '@fontsource-variable/inter/wght.css'
import '@fontsource-variable/source-serif-4/wght.css'
