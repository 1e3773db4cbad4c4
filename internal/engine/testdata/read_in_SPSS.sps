* Reads the tables of this folder. Set the folder first.
* CD '...'.

GET DATA
  /TYPE=TXT
  /FILE='a.csv'
  /ENCODING='UTF8'
  /ARRANGEMENT=DELIMITED
  /DELCASE=LINE
  /FIRSTCASE=2
  /DELIMITERS=","
  /QUALIFIER='"'
  /VARIABLES=
    case A7
    with_ F8.0
    c_a F8.0
    n F16.6
    b A5.
VARIABLE LABELS
  case 'Somebody''s "name" é'
  with_ '日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日…'
  c_a 'A'
  n 'N'
  b 'B'.
VALUE LABELS
  c_a
  0 'not there' 1 'there'.
MISSING VALUES
  case
  b
  (' ').
VARIABLE LEVEL
  case
  c_a
  b
  (NOMINAL)
  /with_
  n
  (SCALE).
EXECUTE.
DATASET COPY a.

* b.csv is not read: some of its cells have several lines.
