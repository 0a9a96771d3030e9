using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Tercet.Testing.Documentation;

/// <summary>
/// A C# block of one of the repository's pages, as a reader would compile and run it: a program, or types alone.
/// </summary>
/// <param name="page">The page, from the root of the repository.</param>
/// <param name="line">The line of the page that its code begins at.</param>
/// <param name="code">Its code.</param>
internal sealed class CodeBlock(string page, int line, string code)
{
    private static readonly CSharpParseOptions Language = new(LanguageVersion.Latest);

    /// <summary>What a new console project uses without saying so.</summary>
    private static readonly SyntaxTree ImplicitUsings = CSharpSyntaxTree.ParseText(
        string.Concat(
            new[] { "", ".Collections.Generic", ".IO", ".Linq", ".Net.Http", ".Threading", ".Threading.Tasks" }
                .Select(space => $"global using System{space};\n")),
        Language);

    /// <summary>Every assembly that the tests can load.</summary>
    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>Its page and line.</summary>
    public string Name { get; } = $"{page}:{line}";

    /// <summary>Whether it uses a namespace of ours, or one within it.</summary>
    public bool Uses(string library) =>
        code.Contains($"using {library};", StringComparison.Ordinal)
        || code.Contains($"using {library}.", StringComparison.Ordinal);

    /// <summary>
    /// Compiles it, and runs it where it is a program; faults are those of the compiler, with line numbers of the page.
    /// </summary>
    public void CompileAndRun()
    {
        var tree = CSharpSyntaxTree.ParseText($"#line {line} \"{page}\"\n{code}", Language);
        var isProgram = tree.GetCompilationUnitRoot().Members.OfType<GlobalStatementSyntax>().Any();
        var options = new CSharpCompilationOptions(
            isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
            nullableContextOptions: NullableContextOptions.Enable);
        using var assembly = new MemoryStream();
        var result = CSharpCompilation.Create(
            $"Block at {Name.Replace('/', '-').Replace(':', '-')}", [tree, ImplicitUsings], References, options).Emit(assembly);
        var faults = result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToList();
        Assert.True(result.Success, $"{Name} does not compile:\n{string.Join('\n', faults)}");
        if (!isProgram)
            return;
        assembly.Position = 0;
        var main = AssemblyLoadContext.Default.LoadFromStream(assembly).EntryPoint!;
        main.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [Array.Empty<string>()], null);
    }
}
