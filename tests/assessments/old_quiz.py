"""A small database in the schema of django-quiz-app, written for these tests."""

import sqlite3
from contextlib import closing
from pathlib import Path

# Column order and AUTOINCREMENT differ between the two releases; the names are the same.
SCHEMA_051 = """
CREATE TABLE auth_user (id integer PRIMARY KEY, username varchar(30), password varchar(128));
CREATE TABLE quiz_category (id integer PRIMARY KEY, category varchar(250));
CREATE TABLE quiz_subcategory (id integer PRIMARY KEY, sub_category varchar(250), category_id integer);
CREATE TABLE quiz_quiz (id integer PRIMARY KEY, title varchar(60), description text, url varchar(60), category_id integer,
  random_order bool, max_questions integer, answers_at_end bool, exam_paper bool, single_attempt bool, pass_mark smallint,
  success_text text, fail_text text, draft bool);
CREATE TABLE quiz_question (id integer PRIMARY KEY, category_id integer, sub_category_id integer, figure varchar(100), content text,
  explanation text);
CREATE TABLE quiz_question_quiz (id integer PRIMARY KEY, question_id integer, quiz_id integer);
CREATE TABLE multichoice_mcquestion (question_ptr_id integer PRIMARY KEY, answer_order varchar(30));
CREATE TABLE multichoice_answer (id integer PRIMARY KEY, question_id integer, content varchar(1000), correct bool);
CREATE TABLE true_false_tf_question (question_ptr_id integer PRIMARY KEY, correct bool);
CREATE TABLE essay_essay_question (question_ptr_id integer PRIMARY KEY);
CREATE TABLE quiz_progress (id integer PRIMARY KEY, user_id integer, score varchar(1024));
CREATE TABLE quiz_sitting (id integer PRIMARY KEY, user_id integer, quiz_id integer, question_order text, question_list text,
  incorrect_questions varchar(1024), current_score integer, complete bool, user_answers text, "start" datetime, "end" datetime);
"""
SCHEMA_MASTER = (
    SCHEMA_051.replace("id integer PRIMARY KEY", "id integer NOT NULL PRIMARY KEY AUTOINCREMENT")
    .replace("category_id integer, sub_category_id integer, figure varchar(100), content", "figure varchar(100), content")
    .replace("explanation text);", "explanation text, category_id integer, sub_category_id integer);")
    .replace("question_id integer, quiz_id integer", 'question_id integer REFERENCES "quiz_question__old" (id), quiz_id integer')
)

ROWS = """
INSERT INTO auth_user (id, username, password) VALUES (2, 'wangxn', 'x'), (3, 'lijie', 'x');
INSERT INTO quiz_category (id, category) VALUES (1, '贷前调查'), (2, 'compliance');
INSERT INTO quiz_quiz (id, title, pass_mark) VALUES (1, '资格考试', 60);
INSERT INTO quiz_question (id, category_id, figure, content, explanation) VALUES
  (1, 1, '', '实地调查要几人？', '双人。'), (2, 2, 'uploads/a.png', '哪些是禁止行为？', ''), (3, 1, '', '可以独自首次调查。', ''),
  (4, NULL, '', '简述要点。', ''), (5, 1, '', '没有类型的题', ''), (6, 1, '', '只有一个选项', '');
INSERT INTO quiz_question_quiz (question_id, quiz_id) VALUES (1, 1), (2, 1), (3, 1), (4, 1);
INSERT INTO multichoice_mcquestion (question_ptr_id) VALUES (1), (2), (6);
INSERT INTO multichoice_answer (id, question_id, content, correct) VALUES
  (11, 1, '一人', 0), (12, 1, '二人', 1), (21, 2, '代客保管存折', 1), (22, 2, '飞单', 1), (23, 2, '双录', 0), (61, 6, '甲', 1);
INSERT INTO true_false_tf_question (question_ptr_id, correct) VALUES (3, 0);
INSERT INTO essay_essay_question (question_ptr_id) VALUES (4);
INSERT INTO quiz_progress (user_id, score) VALUES (2, '贷前调查,2,3,compliance,1,1,cut');
INSERT INTO quiz_sitting (id, user_id, quiz_id, question_order, question_list, incorrect_questions, current_score, complete, user_answers,
  "start", "end") VALUES
  (1, 2, 1, '1,2,3,4,', '', '4,', 3, 1, '{"1": "12", "2": "21", "3": "False", "4": "交叉验证"}',
   '2026-01-05 01:00:00', '2026-01-05 01:20:00.5'),
  (2, 3, 1, '1,2,3,4,', '', '1,,2,,3,,4,', 0, 1, '{"1": "11"}', '2026-01-05 01:00:00', '2026-01-05 01:20:00'),
  (3, 3, 1, '1,2,', '2,', '', 1, 0, 'broken', '2026-01-06 01:00:00', NULL);
"""


def write_old_quiz(path: Path, *, schema: str = SCHEMA_051, more: str = "") -> Path:
    with closing(sqlite3.connect(path)) as database:
        database.executescript(schema + ROWS + more)
        database.commit()
    return path
