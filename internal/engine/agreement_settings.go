package engine

import (
	"context"
	"encoding/json"

	"articula/internal/qda"
	"articula/internal/store"
)

// AgreementSettings are a project's own choices for comparing coders, to be made
// before coding begins.
type AgreementSettings struct {
	Unit  string  `json:"unit"`          // what coders are compared on
	Cover string  `json:"cover"`         // how much of a unit must be coded: "half", "any", "all" or a share such as "0.8"
	Low   float64 `json:"low"`           // below it agreement is low; 0.667 unless chosen
	High  float64 `json:"high"`          // from it on agreement is good; 0.8 unless chosen
	Off   bool    `json:"off,omitempty"` // the team works without coefficients: only differences are looked at
}

// settingsOf reads the choices; Krippendorff's customary limits stand where none
// were made.
func settingsOf(p qda.Project) AgreementSettings {
	var all struct {
		Agreement AgreementSettings `json:"agreement"`
	}
	json.Unmarshal([]byte(p.Settings), &all) // settings that cannot be read are none
	s := all.Agreement
	if s.Unit == "" {
		s.Unit = "sentence"
	}
	if s.Cover == "" {
		s.Cover = "half"
	}
	if s.High == 0 {
		s.High = 0.8
	}
	if s.Low == 0 {
		s.Low = 0.667
	}
	return s
}

// standing places a coefficient among the thresholds.
func (s AgreementSettings) standing(value *float64) string {
	switch {
	case value == nil:
		return "none"
	case *value >= s.High:
		return "good"
	case *value >= s.Low:
		return "tentative"
	}
	return "low"
}

// AgreementSettings reads the project's choices.
func (p *Project) AgreementSettings(ctx context.Context) (AgreementSettings, error) {
	cat, err := p.names(ctx)
	if err != nil {
		return AgreementSettings{}, err
	}
	return settingsOf(cat.project), nil
}

// SetAgreementSettings writes them; other settings of the project stay.
func (p *Project) SetAgreementSettings(ctx context.Context, s AgreementSettings) error {
	if s.Low <= 0 || s.High > 1 || s.Low > s.High {
		return qda.E(qda.Invalid, "agreement.thresholds", "The lower threshold must be above 0, and the upper one not below it nor above 1. Nothing was changed.")
	}
	if _, err := (AgreementQuery{Unit: s.Unit, Cover: s.Cover}).options(ctx, nil, s); err != nil {
		return err
	}
	_, err := p.update(ctx, "agreement.settings", func(tx *store.Tx) error {
		list, err := store.List[qda.Project](tx, store.Eq{})
		if err != nil {
			return err
		}
		all := map[string]json.RawMessage{}
		json.Unmarshal([]byte(list[0].Settings), &all) // as above
		if all["agreement"], err = json.Marshal(s); err != nil {
			return err
		}
		body, err := json.Marshal(all)
		if err != nil {
			return err
		}
		list[0].Settings = string(body)
		return store.Save(tx, list[0])
	})
	return err
}
