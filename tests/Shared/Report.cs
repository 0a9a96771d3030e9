namespace Tercet.Testing;

/// <summary>Progress that is reported where it happens, unlike that of <see cref="Progress{T}"/>.</summary>
internal sealed class Report(Action<WorkProgress> take) : IProgress<WorkProgress>
{
    void IProgress<WorkProgress>.Report(WorkProgress value) => take(value);
}
