package bridge

import (
	"context"

	"articula/internal/engine"
)

// Review plans rounds of coding, compares coders and decides where they differ.
type Review struct{ desk *Desk }

// compared runs a comparison that a call waits for: a job of the kind "agreement",
// so that it is seen and can be cancelled.
func compared[T any](d *Desk, c Caller, do func(context.Context, *engine.Project, engine.Progress) (T, error)) (T, error) {
	return inProject(d, c, func(ctx context.Context, p *engine.Project) (T, error) {
		return await(ctx, d, "agreement", func(ctx context.Context, progress Progress) (T, error) {
			return do(ctx, p, func(step string, done, total int) { progress(int64(done), int64(total), step) })
		})
	})
}

// Rounds lists the rounds with their plans and who has finished what.
func (b *Review) Rounds(c Caller) ([]engine.RoundDetail, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) ([]engine.RoundDetail, error) { return p.Rounds(ctx) })
}

// Plan begins a round, or only says how it would look.
func (b *Review) Plan(c Caller, r engine.PlanRound) (engine.RoundDetail, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (engine.RoundDetail, error) { return p.PlanRound(ctx, r) })
}

// Finish says that the one who works has finished documents of a round, or takes them
// up again.
func (b *Review) Finish(c Caller, round string, documents []string, again bool) (engine.RoundDetail, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (engine.RoundDetail, error) {
		id, err := identity(round)
		if err != nil {
			return engine.RoundDetail{}, err
		}
		list, err := identities(documents)
		if err != nil {
			return engine.RoundDetail{}, err
		}
		return p.FinishDocuments(ctx, id, list, again)
	})
}

// Unlock lifts the blindness of a round before everybody has finished.
func (b *Review) Unlock(c Caller, round, why string) (engine.RoundDetail, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (engine.RoundDetail, error) {
		id, err := identity(round)
		if err != nil {
			return engine.RoundDetail{}, err
		}
		return p.UnlockRound(ctx, id, why)
	})
}

// Settings gives the project's choices for comparing coders.
func (b *Review) Settings(c Caller) (engine.AgreementSettings, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (engine.AgreementSettings, error) {
		return p.AgreementSettings(ctx)
	})
}

// SetSettings writes them.
func (b *Review) SetSettings(c Caller, s engine.AgreementSettings) error {
	return changing(b.desk, c, func(ctx context.Context, p *engine.Project) error { return p.SetAgreementSettings(ctx, s) })
}

// Compare computes how consistently coders coded, as a job that the call waits for.
func (b *Review) Compare(c Caller, q engine.AgreementQuery) (engine.AgreementReport, error) {
	return compared(b.desk, c, func(ctx context.Context, p *engine.Project, progress engine.Progress) (engine.AgreementReport, error) {
		return p.Agreement(ctx, q, progress)
	})
}

// Unitizing computes how alike coders cut the texts into passages, for codes that
// exclude each other.
func (b *Review) Unitizing(c Caller, q engine.UnitizingQuery) (engine.UnitizingReport, error) {
	return compared(b.desk, c, func(ctx context.Context, p *engine.Project, progress engine.Progress) (engine.UnitizingReport, error) {
		return p.Unitizing(ctx, q, progress)
	})
}

// Differences gives the passages on which coders differ, or those behind one number.
func (b *Review) Differences(c Caller, q engine.PassageQuery) (engine.DisagreementPage, error) {
	return compared(b.desk, c, func(ctx context.Context, p *engine.Project, progress engine.Progress) (engine.DisagreementPage, error) {
		return p.Disagreements(ctx, q, progress)
	})
}

// Decide settles a difference in the consensus.
func (b *Review) Decide(c Caller, r engine.Decide) (engine.Decided, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (engine.Decided, error) { return p.Decide(ctx, r) })
}

// Explain gives a decision another reason or note.
func (b *Review) Explain(c Caller, r engine.ExplainDecision) error {
	return changing(b.desk, c, func(ctx context.Context, p *engine.Project) error { return p.ExplainDecision(ctx, r) })
}

// Withdraw takes a decision back.
func (b *Review) Withdraw(c Caller, decision string) error {
	return changing(b.desk, c, func(ctx context.Context, p *engine.Project) error {
		id, err := identity(decision)
		if err != nil {
			return err
		}
		return p.WithdrawDecision(ctx, id)
	})
}

// Decided lists what was decided on a round, with the passages.
func (b *Review) Decided(c Caller, q engine.DecidedQuery) (engine.DecidedPage, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (engine.DecidedPage, error) { return p.Decided(ctx, q) })
}

// Fill puts what coders agree on into the consensus, or only says what it would put there.
func (b *Review) Fill(c Caller, r engine.MergeCoders) (engine.MergedCoders, error) {
	return compared(b.desk, c, func(ctx context.Context, p *engine.Project, _ engine.Progress) (engine.MergedCoders, error) {
		return p.MergeCoders(ctx, r)
	})
}

// Reasons counts, for each code, why coders differed.
func (b *Review) Reasons(c Caller, round string) ([]engine.ReasonTally, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) ([]engine.ReasonTally, error) {
		id, err := identity(round)
		if err != nil {
			return nil, err
		}
		return p.Reasons(ctx, id)
	})
}

// LookAgain lists the codings made before what their code means was changed, of each code
// so many.
func (b *Review) LookAgain(c Caller, limit int) ([]engine.LookAgain, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) ([]engine.LookAgain, error) {
		return p.LookAgain(ctx, nil, engine.AgreementQuery{}, limit)
	})
}

// CheckCodings says that codings still hold under what their codes mean now.
func (b *Review) CheckCodings(c Caller, codings []string) error {
	return changing(b.desk, c, func(ctx context.Context, p *engine.Project) error {
		ids, err := identities(codings)
		if err != nil {
			return err
		}
		return p.CheckCodings(ctx, ids)
	})
}

// OverTime compares the rounds.
func (b *Review) OverTime(c Caller, q engine.AgreementQuery) (engine.RoundsOverTime, error) {
	return compared(b.desk, c, func(ctx context.Context, p *engine.Project, _ engine.Progress) (engine.RoundsOverTime, error) {
		return p.RoundsOverTime(ctx, q)
	})
}

// Accuracy compares each coder with what was decided.
func (b *Review) Accuracy(c Caller, q engine.AgreementQuery) (engine.AccuracyReport, error) {
	return compared(b.desk, c, func(ctx context.Context, p *engine.Project, _ engine.Progress) (engine.AccuracyReport, error) {
		return p.Accuracy(ctx, q)
	})
}

// Drift follows one coder's agreement with what was decided, window by window of days.
func (b *Review) Drift(c Caller, coder string, days int, q engine.AgreementQuery) (engine.DriftReport, error) {
	return compared(b.desk, c, func(ctx context.Context, p *engine.Project, _ engine.Progress) (engine.DriftReport, error) {
		id, err := identity(coder)
		if err != nil {
			return engine.DriftReport{}, err
		}
		return p.Drift(ctx, id, days, q)
	})
}

// Stability compares a coder's second pass over documents with her first.
func (b *Review) Stability(c Caller, coder, first, second string, q engine.AgreementQuery) (engine.StabilityReport, error) {
	return compared(b.desk, c, func(ctx context.Context, p *engine.Project, _ engine.Progress) (engine.StabilityReport, error) {
		ids, err := identities([]string{coder, first, second})
		if err != nil {
			return engine.StabilityReport{}, err
		}
		return p.Stability(ctx, ids[0], ids[1], ids[2], q)
	})
}

// Report writes a comparison for people, or its matrix of units as CSV, to the place
// that the token stands for, as a job whose result is an engine.Exported.
func (b *Review) Report(c Caller, token string, q engine.AgreementQuery) (Job, error) {
	return answer(b.desk, c, func(context.Context) (Job, error) {
		path, err := b.desk.tokens.Path(UseExport, token)
		if err != nil {
			return Job{}, err
		}
		return b.desk.work("export", func(ctx context.Context, p *engine.Project, progress engine.Progress) (any, error) {
			if ending(path) == "csv" {
				return p.ExportUnits(ctx, path, q, progress)
			}
			return p.ReportAgreement(ctx, path, q, progress)
		}), nil
	})
}

// Versions lists the versions of the codebook that were kept, earliest first.
func (b *Review) Versions(c Caller) ([]engine.CodebookVersion, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) ([]engine.CodebookVersion, error) {
		return p.CodebookVersions(ctx)
	})
}

// Freeze keeps the codebook as it stands.
func (b *Review) Freeze(c Caller, label, note string) (engine.CodebookVersion, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (engine.CodebookVersion, error) {
		return p.FreezeCodebook(ctx, label, note)
	})
}

// CompareVersions says how codes differ between two versions of the codebook; "" stands
// for the codebook as it is now.
func (b *Review) CompareVersions(c Caller, earlier, later string) ([]engine.CodebookDifference, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) ([]engine.CodebookDifference, error) {
		from, err := optional(earlier)
		if err != nil {
			return nil, err
		}
		to, err := optional(later)
		if err != nil {
			return nil, err
		}
		return p.CompareVersions(ctx, from, to)
	})
}
