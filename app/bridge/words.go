package bridge

// words are the few sentences that Go says by itself, in dialogs of the system. The
// page cannot be the one to ask them: a page that asks about itself could be talked
// into it. Everything else that people read is written by the page.
type words struct {
	linkTitle, linkQuestion   string
	closeTitle, closeQuestion string
}

func wordsIn(language string) words {
	switch language {
	case "es":
		return words{
			"Abrir un enlace", "¿Abrir esta dirección fuera de Articula?",
			"Una tarea no ha terminado", "¿Cerrar la ventana y detener la tarea? Lo que ya se guardó se conserva.",
		}
	case "fr":
		return words{
			"Ouvrir un lien", "Ouvrir cette adresse en dehors d’Articula ?",
			"Une tâche n’est pas terminée", "Fermer la fenêtre et arrêter la tâche ? Ce qui est déjà enregistré est conservé.",
		}
	case "pt":
		return words{
			"Abrir uma ligação", "Abrir este endereço fora do Articula?",
			"Uma tarefa não terminou", "Fechar a janela e parar a tarefa? O que já foi guardado fica guardado.",
		}
	default:
		return words{
			"Open a link", "Open this address outside Articula?",
			"A task has not ended", "Close the window and stop the task? What was saved already is kept.",
		}
	}
}

// words are those of the person's language.
func (d *Desk) words() words { return wordsIn(d.profile.Preferences().Language) }
