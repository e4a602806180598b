-- Cite archival sources with archcite. Quarto runs this after its own filters, so that cross-references such as
-- @fig-map are done, and only citations are left.
--
-- Python is looked for in this order: `archcite-python` in the metadata, the environment variables ARCHCITE_PYTHON and
-- QUARTO_PYTHON, a `.venv` in the project or beside the document, the command `archcite-pandoc`, and python3, python, py.

local stringify = pandoc.utils.stringify

local function is_file(path)
  local file = io.open(path, "r")
  if file then file:close() end
  return file ~= nil
end

local function add_environment(candidates, folder)
  if folder == nil or folder == "" then return end
  for _, name in ipairs({ "/.venv/bin/python", "/.venv/Scripts/python.exe" }) do
    if is_file(folder .. name) then table.insert(candidates, folder .. name) end
  end
end

local function list_pythons(meta)
  local candidates = {}
  if meta["archcite-python"] then table.insert(candidates, stringify(meta["archcite-python"])) end
  for _, name in ipairs({ "ARCHCITE_PYTHON", "QUARTO_PYTHON" }) do
    local value = os.getenv(name)
    if value and value ~= "" then table.insert(candidates, value) end
  end
  add_environment(candidates, os.getenv("QUARTO_PROJECT_DIR"))
  add_environment(candidates, ".")
  for _, name in ipairs({ "python3", "python", "py" }) do table.insert(candidates, name) end
  return candidates
end

local function has_archcite(command, arguments)
  return (pcall(pandoc.pipe, command, arguments, ""))
end

local function find_filter(meta)
  local candidates = list_pythons(meta)
  for _, python in ipairs(candidates) do
    -- The command comes before the Pythons that are merely on the path.
    if python == "python3" and has_archcite("archcite", { "--version" }) then
      return "archcite", { "pandoc", "filter" }
    end
    if has_archcite(python, { "-c", "import archcite" }) then
      return python, { "-m", "archcite", "pandoc", "filter" }
    end
  end
  error("archcite: none of these has archcite: archcite, " .. table.concat(candidates, ", ")
    .. ". Install it (pip install archcite), or set archcite-python in the metadata to a Python that has it.")
end

function Pandoc(document)
  local command, arguments = find_filter(document.meta)
  table.insert(arguments, FORMAT)
  return pandoc.utils.run_json_filter(document, command, arguments)
end
